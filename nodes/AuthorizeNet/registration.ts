import { list, object, text, type JsonObject } from '../core/event/json';
import { pathPart } from '../core/gateway/pathPart';
import type { Endpoint, Registration } from '../core/gateway/registration';
import { refusesUrl } from '../core/gateway/refusesUrl';
import { pushed } from './events';

const WEBHOOKS = '/rest/v1/webhooks';

/** https://developer.authorize.net/api/reference/features/webhooks.html */
export const registration: Registration = {
  keyOfAccount: true,
  list: { method: 'GET', path: WEBHOOKS },
  nextPage: () => undefined,
  create: (url) => ({ method: 'POST', path: WEBHOOKS, body: wanted(url) }),
  update: (endpoint) => ({ method: 'PUT', path: pathOf(endpoint), body: wanted(endpoint.url) }),
  delete: (endpoint) => ({ method: 'DELETE', path: pathOf(endpoint) }),
  readList: (answer) => list(answer.list).map((one) => readOne(object(one))),
  readOne,
  refuses: refusesUrl('Authorize.Net'),
};

const wanted = (url: string): JsonObject => ({ url, eventTypes: pushed, status: 'active' });

const pathOf = ({ id }: Endpoint): string => `${WEBHOOKS}/${pathPart(id)}`;

function readOne(answer: JsonObject): Endpoint {
  return {
    id: text(answer.webhookId) ?? '',
    url: text(answer.url) ?? '',
    events: list(answer.eventTypes).flatMap((event) => text(event) ?? []),
    enabled: answer.status === 'active',
  };
}
