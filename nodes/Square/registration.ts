import { randomUUID } from 'node:crypto';
import { isObject, list, object, text, type JsonObject } from '../core/event/json';
import type { ApiRequest } from '../core/gateway/apiClient';
import { pathPart } from '../core/gateway/pathPart';
import type { Endpoint, Registration } from '../core/gateway/registration';
import { refusesUrl } from '../core/gateway/refusesUrl';
import { EVENTS, LISTED } from './events';

/** The version whose shapes are read here; subscriptions and calls are pinned to it, whatever the application's is. */
export const API_VERSION = '2026-09-16';

const SUBSCRIPTIONS = '/v2/webhooks/subscriptions';
const listed: readonly string[] = Object.values(LISTED);
export const event_types = Object.keys(EVENTS).filter((type) => !listed.includes(type));

/** https://developer.squareup.com/docs/webhooks/webhook-subscriptions-api */
export const registration: Registration = {
  keyField: 'Signature Keys',
  apiVersion: API_VERSION,
  // Events can be searched for from then on. https://developer.squareup.com/docs/events-api/overview
  prepare: [{ method: 'PUT', path: '/v2/events/enable' }],
  list: listFrom(),
  nextPage: ({ cursor }) => (text(cursor) === undefined ? undefined : listFrom(text(cursor))),
  create: (url, description) => ({
    method: 'POST',
    path: SUBSCRIPTIONS,
    body: {
      // Of each call its own: under a key that it knows Square answers with a subscription that may be gone.
      idempotency_key: randomUUID(),
      subscription: {
        name: description.slice(0, LONGEST_NAME),
        event_types,
        notification_url: url,
        api_version: API_VERSION,
      },
    },
  }),
  update: (endpoint) => ({
    method: 'PUT',
    path: pathOf(endpoint),
    body: { subscription: { event_types, enabled: true } },
  }),
  delete: (endpoint) => ({ method: 'DELETE', path: pathOf(endpoint) }),
  readList: (answer) => list(answer.subscriptions).filter(isObject).map(read),
  readOne: ({ subscription }) => read(object(subscription)),
  refuses: refusesUrl('Square'),
};

const LONGEST_NAME = 64;

function listFrom(cursor?: string): ApiRequest {
  return {
    method: 'GET',
    path: SUBSCRIPTIONS,
    query: {
      include_disabled: 'true',
      limit: '100',
      ...(cursor !== undefined && { cursor }),
    },
  };
}

const pathOf = ({ id }: Endpoint): string => `${SUBSCRIPTIONS}/${pathPart(id)}`;

const read = (answer: JsonObject): Endpoint => ({
  id: text(answer.id) ?? '',
  url: text(answer.notification_url) ?? '',
  events: list(answer.event_types).flatMap((type) => text(type) ?? []),
  apiVersion: text(answer.api_version),
  enabled: answer.enabled === true,
  secret: text(answer.signature_key),
});
