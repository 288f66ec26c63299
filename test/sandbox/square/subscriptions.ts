import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { list, object, text, type JsonObject } from '../../../nodes/core/event/json';
import type { SeenRequest } from '../request';
import { invalid, notFound } from './refusal';

export interface Subscription {
  readonly shown: JsonObject;
  readonly key: string;
}
export type Subscriptions = Map<string, Subscription>;

const PATH = '/v2/webhooks/subscriptions';

/** https://developer.squareup.com/reference/square/webhook-subscriptions-api */
export function subscriptions(request: SeenRequest, all: Subscriptions): JsonObject | undefined {
  const { method, path, query, body } = request;
  if (path === PATH && method === 'GET') {
    const shown = [...all.values()].map((one) => one.shown);
    return {
      subscriptions:
        query.include_disabled === 'true' ? shown : shown.filter(({ enabled }) => enabled === true),
    };
  }
  if (path === PATH && method === 'POST') return create(object(body.subscription), all);
  if (!path.startsWith(`${PATH}/`)) return undefined;
  const id = path.slice(PATH.length + 1);
  const known = all.get(id);
  if (!known) throw notFound('Webhook subscription', id);
  if (method === 'DELETE') {
    all.delete(id);
    return {};
  }
  if (method !== 'PUT') return undefined;
  const change = object(body.subscription);
  if (change.event_types !== undefined) checkTypes(change);
  const shown = { ...known.shown, ...change };
  all.set(id, { ...known, shown });
  return { subscription: shown };
}

function create(asked: JsonObject, all: Subscriptions): JsonObject {
  const { name, notification_url, api_version } = asked;
  const url = text(notification_url) ?? '';
  if (text(name) === undefined) throw invalid('MISSING_REQUIRED_PARAMETER', 'Missing name.');
  if (!URL.canParse(url) || !url.startsWith('https://'))
    throw invalid('INVALID_VALUE', `${url} is not an https URL.`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text(api_version) ?? ''))
    throw invalid('INVALID_VALUE', 'There is no such API version.');
  checkTypes(asked);
  const id = `wbhk_${randomBytes(12).toString('hex')}`;
  const key = randomBytes(16).toString('base64url');
  const shown = { id, enabled: true, ...asked };
  all.set(id, { shown, key });
  return { subscription: { ...shown, signature_key: key } };
}

function checkTypes({ event_types }: JsonObject): void {
  const types = list(event_types).map((type) => text(type) ?? '');
  const unknown = types.find((type) => !isKnown(type));
  if (types.length === 0 || unknown !== undefined)
    throw invalid('INVALID_VALUE', `There is no event type ${unknown ?? ''}.`);
}

/** By the events that Square's own SDK describes. */
function isKnown(type: string): boolean {
  const words = type.split(/[._]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const file = join('api', 'types', `${words.join('')}Event.d.ts`);
  return existsSync(join(dirname(require.resolve('square')), file));
}
