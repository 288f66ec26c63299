import { isObject, text, type JsonObject } from '../core/event/json';
import type { EventType } from '../core/event/taxonomy';

/** What became of a payment, in Toast's words: https://doc.toasttab.com/openapi/orders/tag/Data-definitions/schema/Payment/ */

export type Fate = Extract<EventType, `payment.${string}`>;

/** Ours, for what is no card: cash, gift cards and the like have no status, and are paid once they are there. */
const PAID = 'PAID';
const VOIDED = 'VOIDED';

/** All others are on their way, and tell of nothing yet. */
const FATES: ReadonlyMap<unknown, Fate> = new Map([
  ['DENIED', 'payment.failed'],
  ['ERROR', 'payment.failed'],
  ['ERROR_NETWORK', 'payment.failed'],
  ['AUTHORIZED', 'payment.succeeded'],
  ['AUTHORIZED_AT_RISK', 'payment.succeeded'],
  ['CAPTURE_IN_PROGRESS', 'payment.succeeded'],
  ['CAPTURED', 'payment.succeeded'],
  [PAID, 'payment.succeeded'],
  [VOIDED, 'payment.canceled'],
  ['VOIDED_AT_RISK', 'payment.canceled'],
  ['CANCELLED', 'payment.canceled'],
]);

export const fateOf = (status: unknown): Fate | undefined => FATES.get(status);

/** The status that a payment on a check has for us; `undefined` where nothing is decided yet. */
export function statusOf(payment: JsonObject, check: JsonObject): string | undefined {
  const status = payment.type === 'CREDIT' ? text(payment.paymentStatus) : otherwise(payment);
  return fateOf(status) === undefined || isHold(payment, check) ? undefined : status;
}

/** Toast gives a status to cards alone. */
function otherwise({ voidInfo, paymentStatus, paidDate }: JsonObject): string | undefined {
  if (isObject(voidInfo)) return VOIDED;
  const fate = fateOf(paymentStatus);
  if (fate !== undefined && fate !== 'payment.succeeded') return text(paymentStatus);
  return text(paidDate) === undefined ? undefined : PAID;
}

const HOLDS: readonly unknown[] = ['PRE_AUTHED', 'INCREMENTAL_PRE_AUTHED'];
const SETTLED: readonly unknown[] = ['PAID', 'CLOSED'];

/** Whether a check is done with, in Toast's words. */
export const isSettled = ({ paymentStatus }: JsonObject): boolean =>
  SETTLED.includes(paymentStatus);

/** A card that opened a tab: what is held on it pays for nothing until the tab is closed. */
const isHold = ({ cardEntryMode, paymentStatus }: JsonObject, check: JsonObject): boolean =>
  HOLDS.includes(cardEntryMode) && paymentStatus === 'AUTHORIZED' && !isSettled(check);
