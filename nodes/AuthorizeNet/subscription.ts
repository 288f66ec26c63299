import { object, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import { instantOf } from '../core/event/reading';
import type { EventType } from '../core/event/taxonomy';
import type { Fetched } from '../core/gateway/adapter';
import { moneyOf } from './amount';
import { reasonOf } from './failure';
import { periodOf } from './references';
import type { Occurrence, Reader, Told } from './told';
import { detailsOf, entries, KEYS, subject, transactionOf, utc, word } from './transaction';

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
export const failedSubscription: Reader = (occurrence) => {
  const { event, fetched } = occurrence;
  const about = facts(occurrence);
  const payment = failedPayment(event, fetched);
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
      ...transactionOf({ ...event, payload: { payload: {} } }, fetched),
      ...(transaction === undefined && { message: word(payment?.response) }),
    }),
  };
};

/** The last payment that was tried before the notification; a clock may be a little off. */
export function failedPayment(event: RawEvent, fetched: Fetched): JsonObject | undefined {
  const { arbTransactions } = object(object(fetched[KEYS.subscription]).subscription);
  const told = Date.parse(instantOf(event.payload.eventDate) ?? event.receivedAt) + CLOCKS;
  return entries(arbTransactions, 'arbTransaction')
    .map((one) => ({ one, at: Date.parse(utc(one.submitTimeUTC) ?? '') }))
    .filter(({ at }) => at <= told)
    .sort((a, b) => b.at - a.at)[0]?.one;
}

const CLOCKS = 60_000;
