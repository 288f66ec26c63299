import { NotificationRequestItem } from '@adyen/api-library/lib/src/typings/notification/models';
import { CreateMerchantWebhookRequest } from '@adyen/api-library/lib/src/typings/management/createMerchantWebhookRequest';
import {
  isObject,
  list,
  object,
  text,
  type Json,
  type JsonObject,
} from '../../../nodes/core/event/json';
import { isPrivateUrl } from '../../../nodes/core/gateway/refusesUrl';
import { invalid } from './refusal';

/** What a webhook may hold, by Adyen's own SDK. https://docs.adyen.com/api-explorer/Management/3/post/merchants/(merchantId)/webhooks */
const FIELDS = CreateMerchantWebhookRequest.getAttributeTypeMap().map(({ baseName }) => baseName);
const FORMATS: readonly string[] = Object.values(
  CreateMerchantWebhookRequest.CommunicationFormatEnum,
);
const NEEDED = ['url', 'active', 'communicationFormat', 'type'];
/** The SDK's list is older than this one, which Adyen's documentation has. */
const CODES: ReadonlySet<string> = new Set([
  ...Object.values(NotificationRequestItem.EventCodeEnum),
  'DISPUTE_OPENED_WITH_CHARGEBACK',
]);

export function checkNew(asked: JsonObject): void {
  const missing = NEEDED.find((name) => asked[name] === undefined);
  if (missing !== undefined) throw invalid(missing, null, `${missing} is required`);
  check(asked);
}

/** What is given, and no more: a change leaves out what stays. */
export function check(asked: JsonObject): void {
  const unknown = Object.keys(asked).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) throw invalid(unknown, asked[unknown], `${unknown} is not known`);
  const { url, active, communicationFormat, type, username, password, additionalSettings } = asked;
  if (url !== undefined) checkUrl(url);
  if (active !== undefined && typeof active !== 'boolean')
    throw invalid('active', active, 'active is true or false');
  if (communicationFormat !== undefined && !FORMATS.includes(text(communicationFormat) ?? ''))
    throw invalid('communicationFormat', communicationFormat, 'There is no such format');
  if (type !== undefined && text(type) === undefined)
    throw invalid('type', type, 'There is no such type of webhook');
  for (const [name, value] of [
    ['username', username],
    ['password', password],
  ] as const)
    if (value !== undefined && text(value) === undefined) throw invalid(name, value, 'is no text');
  if (additionalSettings !== undefined) checkSettings(object(additionalSettings));
}

function checkUrl(value: Json | undefined): void {
  const url = text(value) ?? '';
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:' || isPrivateUrl(url))
    throw invalid('url', value, 'url must be a public https address');
}

function checkSettings({ includeEventCodes, properties }: JsonObject): void {
  const codes = list(includeEventCodes).map((code) => text(code) ?? '');
  const unknown = codes.find((code) => !CODES.has(code));
  if (unknown !== undefined)
    throw invalid('additionalSettings.includeEventCodes', unknown, 'There is no such event code');
  if (properties === undefined) return;
  const odd = Object.entries(object(properties)).find(([, value]) => typeof value !== 'boolean');
  if (!isObject(properties) || odd)
    throw invalid('additionalSettings.properties', properties, 'Settings are on or off');
}
