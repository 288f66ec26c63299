import { object, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import { instantOf } from '../core/event/reading';
import type { EventType } from '../core/event/taxonomy';
import type { Fetched } from '../core/gateway/apiClient';
import { moneyOf } from './amount';
import { reasonOf } from './failure';
import { periodOf } from './references';
import type { Occurrence, Reader, Told } from './told';
import {
  detailsOf,
  entries,
  KEYS,
  subject,
  transactionOf,
  utc,
  word,
  type Transaction,
} from './transaction';

/** A notification about a subscription, which is all that its payload tells of. */
function facts({ event, fetched, context }: Occurrence): Omit<Told, 'type'> {
  const about = subject(event);
  const id = word(about.id);
  return {
    kind: 'subscription',
    references: [],
    amount: moneyOf(about.amount, context.currency),
    subscription: id === undefined ? undefined : { id, status: word(about.status) },
    objects: [detailsOf(event, fetched), about],
  };
}

const becomes =
  (type: EventType): Reader =>
  (occurrence) => ({ ...facts(occurrence), type });

export const startedSubscription = becomes('subscription.started');
export const suspendedSubscription = becomes('subscription.past_due');
export const endedSubscription = becomes('subscription.canceled');

/** subscription.failed: it does not say which payment failed, nor why; the subscription's payments do. */
export const failedSubscription: Reader = ({ event, fetched, context }) => {
  const found = readPayment(event, fetched);
  // The details know it where the list gives no response.
  const isPaid = found.outcome === 'approved';
  const known = isPaid ? NOTHING_LISTED : fetched;
  const about = facts({ event, fetched: known, context });
  const payment = failedPayment(event, known);
  const transaction = word(payment?.transId);
  const period = periodOf({ id: about.subscription?.id ?? '', payment: word(payment?.payNum) });
  return {
    ...about,
    type: 'payment.failed',
    transaction,
    references: [
      ...(transaction === undefined ? [] : [{ type: 'payment', value: transaction } as const]),
      ...(period === undefined ? [] : [{ type: 'subscription_period', value: period } as const]),
    ],
    reason: reasonOf({
      ...(isPaid ? readPayment(event, known) : found),
      ...(transaction === undefined && { message: word(payment?.response) }),
    }),
  };
};

/**
 * The last payment that was tried before the notification; a clock may be a little off. Where that one was approved, it
 * is an earlier one, and the one that failed is not listed yet.
 */
export function failedPayment(event: RawEvent, fetched: Fetched): JsonObject | undefined {
  const { arbTransactions } = object(object(fetched[KEYS.subscription]).subscription);
  const told = Date.parse(instantOf(event.payload.eventDate) ?? event.receivedAt);
  const last = entries(arbTransactions, 'arbTransaction')
    .map((one) => ({ one, at: Date.parse(utc(one.submitTimeUTC) ?? '') }))
    .filter(({ one, at }) => at <= (isApproved(one) ? told : told + CLOCKS))
    .sort((a, b) => b.at - a.at)[0]?.one;
  return last && !isApproved(last) ? last : undefined;
}

const CLOCKS = 60_000;

/** The text of reason code 1. https://developer.authorize.net/api/reference/responseCodes.html */
const isApproved = ({ response }: JsonObject): boolean =>
  /has been approved/i.test(word(response) ?? '');

const NOTHING_LISTED: Fetched = {};

/** The payment that was read; the notification itself is about the subscription. */
const readPayment = (event: RawEvent, fetched: Fetched): Transaction =>
  transactionOf({ ...event, payload: { payload: {} } }, fetched);
