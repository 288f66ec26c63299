import { isObject, list, object, text, type JsonObject } from '../core/event/json';
import type { ApiRequest } from '../core/gateway/apiClient';
import { pathPart } from '../core/gateway/pathPart';
import type { Endpoint, Registration } from '../core/gateway/registration';
import { refusesUrl } from '../core/gateway/refusesUrl';
import { pushed } from './events';
import { plain } from './fields';

export const SUBSCRIPTIONS = '/subscriptions';
const WANTED = { eventIds: pushed, eventSchemaVersion: 1 };

/** https://developers.mindbodyonline.com/WebhooksDocumentation */
export const registration: Registration = {
  keyField: 'Signature Keys',
  list: { method: 'GET', path: SUBSCRIPTIONS },
  nextPage: () => undefined,
  create: (url, description) => ({
    method: 'POST',
    path: SUBSCRIPTIONS,
    // The reference is for whoever reads the list. It may be as long as a GUID.
    body: { ...WANTED, webhookUrl: url, referenceId: description.slice(0, 36) },
  }),
  // Mindbody asks whether anybody is at the address before anything is delivered there.
  activate: (endpoint) => changed(endpoint, {}),
  update: (endpoint) => changed(endpoint, WANTED),
  delete: (endpoint) => ({ method: 'DELETE', path: pathOf(endpoint) }),
  readList: (answer) =>
    list(unwrapped(answer).items ?? answer.list)
      .filter(isObject)
      // What was deleted is only deactivated, and may be listed for ever.
      .filter(({ status }) => plain(status) !== 'deactivatedbyuser')
      .map(read),
  readOne: (answer) => read(unwrapped(answer)),
  refuses: refusesUrl('Mindbody'),
};

const changed = (endpoint: Endpoint, more: JsonObject): ApiRequest => ({
  method: 'PATCH',
  path: pathOf(endpoint),
  body: { status: 'Active', ...more },
});

const pathOf = ({ id }: Endpoint): string => `${SUBSCRIPTIONS}/${pathPart(id)}`;

/** Some descriptions of the API have every answer in a `value`. */
const unwrapped = (answer: JsonObject): JsonObject =>
  isObject(answer.value) ? object(answer.value) : answer;

const read = (answer: JsonObject): Endpoint => ({
  id: text(answer.subscriptionId) ?? '',
  url: text(answer.webhookUrl) ?? '',
  events: list(answer.eventIds).flatMap((type) => text(type) ?? []),
  enabled: plain(answer.status) === 'active',
  secret: text(answer.messageSignatureKey),
});
