import { isObject, list, object, text, type JsonObject } from '../core/event/json';
import { pathPart } from '../core/gateway/pathPart';
import type { Endpoint, Registration } from '../core/gateway/registration';
import { refusesUrl } from '../core/gateway/refusesUrl';
import { pushed } from './events';

const WEBHOOKS = '/v1/notifications/webhooks';
const event_types = pushed.map((name) => ({ name }));

/**
 * A webhook's id is what its deliveries are checked with, and is listed, so that one of this URL can always be taken up.
 * https://developer.paypal.com/docs/api/webhooks/v1/
 */
export const registration: Registration = {
  keyField: 'Webhook IDs',
  limit: 10,
  list: { method: 'GET', path: WEBHOOKS },
  nextPage: () => undefined,
  create: (url) => ({ method: 'POST', path: WEBHOOKS, body: { url, event_types } }),
  update: (endpoint) => ({
    method: 'PATCH',
    path: pathOf(endpoint),
    patch: [{ op: 'replace', path: '/event_types', value: event_types }],
  }),
  delete: (endpoint) => ({ method: 'DELETE', path: pathOf(endpoint) }),
  readList: (answer) => list(answer.webhooks).filter(isObject).map(readOne),
  readOne,
  refuses: (url) => refusesUrl('PayPal')(url) ?? refusesPort(url),
};

const pathOf = ({ id }: Endpoint): string => `${WEBHOOKS}/${pathPart(id)}`;

function readOne(answer: JsonObject): Endpoint {
  const id = text(answer.id) ?? '';
  return {
    id,
    url: text(answer.url) ?? '',
    events: list(answer.event_types).flatMap((type) => text(object(type).name) ?? []),
    // PayPal switches none off.
    enabled: true,
    secret: id === '' ? undefined : id,
  };
}

const refusesPort = (url: string): string | undefined =>
  new URL(url).port === ''
    ? undefined
    : `PayPal delivers to port 443 only, not to ${new URL(url).origin}. Let a proxy pass it on, and set n8n’s environment variable N8N_WEBHOOK_URL (WEBHOOK_URL in older versions) to the address without a port.`;
