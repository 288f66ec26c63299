import { isObject, list, object, text, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import { instantOf, wholeSecond } from '../core/event/reading';
import type { Fetched } from '../core/gateway/apiClient';

/** What was read, under the keys that `needs` asks for it. */
export const KEYS = {
  order: 'order',
  payment: 'payment',
  payments: 'payments',
  customer: 'customer',
  location: 'location',
} as const;

export const orderIn = (fetched: Fetched): JsonObject => object(fetched[KEYS.order]?.order);

/** When the event happened, or was heard of. */
export const momentOf = ({ payload, receivedAt }: RawEvent): string =>
  instantOf(payload.created_at) ?? receivedAt;

/** The payment of an invoice's order that its scheduled charge made, among what was read: the last that failed. */
export function failedTry(event: RawEvent, about: JsonObject, fetched: Fetched) {
  const candidates = [fetched[KEYS.payment]?.payment, ...list(fetched[KEYS.payments]?.payments)];
  return candidates
    .filter(isObject)
    .filter(({ status }) => status === 'FAILED')
    .filter(({ order_id }) => order_id === about.order_id)
    .filter((payment) => wholeSecond(madeAt(payment)) <= wholeSecond(momentOf(event)))
    .toSorted((a, b) => (madeAt(a) < madeAt(b) ? 1 : -1))[0];
}

const madeAt = (one: JsonObject): string => instantOf(one.created_at) ?? '';

/** The payment that the order names as its last failed tender. */
export const failedTender = (order: JsonObject): string | undefined => {
  const failed = list(order.tenders)
    .filter(isObject)
    .findLast(({ card_details }) => object(card_details).status === 'FAILED');
  return text(failed?.payment_id) ?? text(failed?.id);
};
