import { isObject, list, object, text, type JsonObject } from '../core/event/json';
import type { ApiRequest } from '../core/gateway/apiClient';
import { pathPart } from '../core/gateway/pathPart';
import type { Endpoint, Registration } from '../core/gateway/registration';
import { refusesUrl } from '../core/gateway/refusesUrl';
import { EVENTS } from './events';

/** The version whose shapes are read here; endpoints and calls are pinned to it, whatever the account's own is. */
export const API_VERSION = '2026-10-28.endive';

const ENDPOINTS = '/v1/webhook_endpoints';
const enabled_events = Object.keys(EVENTS);

/** https://docs.stripe.com/api/webhook_endpoints */
export const registration: Registration = {
  keyField: 'Signature Secret',
  apiVersion: API_VERSION,
  // Per account and mode. https://docs.stripe.com/webhooks#register-webhook
  limit: 16,
  list: listFrom(),
  nextPage: (page) => (page.has_more === true ? listFrom(lastId(page)) : undefined),
  create: (url, description) => ({
    method: 'POST',
    path: ENDPOINTS,
    body: { url, description, enabled_events, api_version: API_VERSION },
  }),
  update: (endpoint) => ({
    method: 'POST',
    path: pathOf(endpoint),
    body: { enabled_events, disabled: false },
  }),
  delete: (endpoint) => ({ method: 'DELETE', path: pathOf(endpoint) }),
  readList: (answer) => list(answer.data).filter(isObject).map(readOne),
  readOne,
  refuses: refusesUrl('Stripe'),
};

function listFrom(after?: string): ApiRequest {
  return {
    method: 'GET',
    path: ENDPOINTS,
    query: { limit: '100', ...(after !== undefined && { starting_after: after }) },
  };
}

const lastId = (page: JsonObject): string | undefined => text(object(list(page.data).at(-1)).id);

const pathOf = ({ id }: Endpoint): string => `${ENDPOINTS}/${pathPart(id)}`;

function readOne(answer: JsonObject): Endpoint {
  return {
    id: text(answer.id) ?? '',
    url: text(answer.url) ?? '',
    events: list(answer.enabled_events).flatMap((event) => text(event) ?? []),
    apiVersion: text(answer.api_version),
    enabled: answer.status === 'enabled',
    // Shown once, in the answer to `create`.
    secret: text(answer.secret),
  };
}
