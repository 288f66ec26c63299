import { text, type JsonObject } from '../core/event/json';
import { instantOf, linkOf } from '../core/event/reading';
import type { EventType } from '../core/event/taxonomy';
import { references } from '../core/event/references';
import { errorsOf, reasonOfPayment } from './failure';
import { instrumentOf } from './instrument';
import { squareMoney } from './objects';
import type { Reader, Told } from './told';

/** payment.created, payment.updated, and payments that were listed. */
export const changedPayment: Reader = ({ about }) => {
  const fate = fateOf(about);
  if (fate === undefined) return undefined;
  return {
    ...paymentFacts(about),
    type: fate.type,
    ...(fate.type === 'payment.failed' && { reason: reasonOfPayment(about, fate.code) }),
  };
};

/** Payments that a look found: only those that failed, since successes come as events. */
export const listedPayment: Reader = (occurrence) => {
  const told = changedPayment(occurrence);
  return told?.type === 'payment.failed' ? told : undefined;
};

/** What a payment says of itself, whatever became of it. */
export function paymentFacts(payment: JsonObject): Omit<Told, 'type'> {
  const tip = squareMoney(payment.tip_money);
  const receipt = linkOf(payment.receipt_url);
  return {
    kind: payment.source_type === 'BANK_ACCOUNT' ? 'bank_debit' : 'charge',
    transaction: text(payment.id),
    amount: squareMoney(payment.total_money) ?? squareMoney(payment.amount_money),
    tip: tip && tip.minor > 0 ? tip : undefined,
    instrument: instrumentOf(payment),
    references: references(['payment', payment.id], ['order', payment.order_id]),
    order: text(payment.order_id),
    people: [payment],
    links: receipt === undefined ? {} : { receipt },
  };
}

interface Fate {
  readonly type: EventType;
  /** The code for what Square tells by the payment's state alone. */
  readonly code?: string;
}

/** https://developer.squareup.com/docs/payments-api/take-payments/card-payments/delayed-capture */
function fateOf(payment: JsonObject): Fate | undefined {
  switch (payment.status) {
    case 'COMPLETED':
      return { type: 'payment.succeeded' };
    case 'APPROVED':
    case 'PENDING':
      return { type: 'payment.pending' };
    case 'FAILED':
      return { type: 'payment.failed' };
    case 'CANCELED':
      return fateOfCanceled(payment);
    default:
      return undefined;
  }
}

/**
 * A hold that somebody let go, as for an open tab that was paid in cash, is no failure: guests must not be chased for
 * it. One that ran out, or was let go because something went wrong, is.
 */
function fateOfCanceled(payment: JsonObject): Fate | undefined {
  if (errorsOf(payment).length > 0) return { type: 'payment.failed' };
  const until = instantOf(payment.delayed_until);
  const at = instantOf(payment.updated_at);
  const ranOut = until !== undefined && at !== undefined && at >= until;
  return ranOut ? { type: 'payment.failed', code: 'DELAYED_TRANSACTION_EXPIRED' } : undefined;
}
