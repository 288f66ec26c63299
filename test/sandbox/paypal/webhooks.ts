import { randomBytes } from 'node:crypto';
import { list, object, text, type JsonObject } from '../../../nodes/core/event/json';
import type { SeenRequest } from '../request';
import { Refusal } from './refusal';

export type Webhooks = Map<string, JsonObject>;

const PATH = '/v1/notifications/webhooks';
const MOST = 10;

/** https://developer.paypal.com/api/rest/webhooks/event-names/ */
const NAMES =
  'PAYMENT.AUTHORIZATION.CREATED PAYMENT.AUTHORIZATION.VOIDED PAYMENT.CAPTURE.COMPLETED PAYMENT.CAPTURE.DECLINED PAYMENT.CAPTURE.DENIED PAYMENT.CAPTURE.PENDING PAYMENT.CAPTURE.REFUNDED PAYMENT.CAPTURE.REVERSED PAYMENT.SALE.COMPLETED PAYMENT.SALE.DENIED PAYMENT.SALE.PENDING PAYMENT.SALE.REFUNDED PAYMENT.SALE.REVERSED CHECKOUT.ORDER.APPROVED CHECKOUT.ORDER.COMPLETED CHECKOUT.PAYMENT-APPROVAL.REVERSED BILLING.SUBSCRIPTION.CREATED BILLING.SUBSCRIPTION.ACTIVATED BILLING.SUBSCRIPTION.UPDATED BILLING.SUBSCRIPTION.EXPIRED BILLING.SUBSCRIPTION.CANCELLED BILLING.SUBSCRIPTION.SUSPENDED BILLING.SUBSCRIPTION.PAYMENT.FAILED CUSTOMER.DISPUTE.CREATED CUSTOMER.DISPUTE.UPDATED CUSTOMER.DISPUTE.RESOLVED'.split(
    ' ',
  );

/** https://developer.paypal.com/docs/api/webhooks/v1/ */
export function webhooks(request: SeenRequest, all: Webhooks): JsonObject | undefined {
  const { method, path, body } = request;
  if (path === PATH && method === 'GET') return { webhooks: [...all.values()] };
  if (path === PATH && method === 'POST') return create(body, all);
  const known = all.get(path.slice(PATH.length + 1));
  if (!known) return undefined;
  const id = text(known.id) ?? '';
  if (method === 'DELETE') {
    all.delete(id);
    return {};
  }
  if (method !== 'PATCH') return undefined;
  const changed = patched(known, list(JSON.parse(request.text)));
  all.set(id, changed);
  return changed;
}

function create({ url: given, event_types: types }: JsonObject, all: Webhooks): JsonObject {
  const url = text(given) ?? '';
  const { protocol, port } = URL.canParse(url) ? new URL(url) : { protocol: '', port: '' };
  if (protocol !== 'https:' || port !== '')
    throw new Refusal(400, 'VALIDATION_ERROR', 'Not a valid webhook URL');
  if ([...all.values()].some((one) => one.url === url))
    throw new Refusal(400, 'WEBHOOK_URL_ALREADY_EXISTS', 'Webhook URL already exists');
  if (all.size >= MOST)
    throw new Refusal(400, 'WEBHOOK_NUMBER_LIMIT_EXCEEDED', 'There are too many webhooks.');
  checkTypes(list(types));
  const id = randomBytes(8).toString('hex').toUpperCase();
  const made = { id, url, event_types: types };
  all.set(id, made);
  return made;
}

function patched(known: JsonObject, changes: readonly unknown[]): JsonObject {
  let one = known;
  for (const change of changes) {
    const { op, path, value } = object(change);
    if (op !== 'replace' || path !== '/event_types')
      throw new Refusal(400, 'INVALID_REQUEST', 'Only events can be replaced here.');
    checkTypes(list(value));
    one = { ...one, event_types: value };
  }
  return one;
}

function checkTypes(types: readonly unknown[]): void {
  const unknown = types
    .map((type) => text(object(type).name) ?? '')
    .find((name) => !NAMES.includes(name));
  if (types.length === 0 || unknown !== undefined)
    throw new Refusal(400, 'VALIDATION_ERROR', `Not a valid event type: ${unknown ?? ''}`);
}
