import { integer, isObject, list, object, text, type JsonObject } from '../core/event/json';
import { instantOf } from '../core/event/reading';
import { reasonFor } from '../core/event/reason';
import type { EventType } from '../core/event/taxonomy';
import { references } from '../core/event/references';
import { KEYS } from './evidence';
import { moneyOf } from './money';
import { reasons } from './reasons';
import type { Occurrence, Reader, Told } from './told';

/** BILLING.SUBSCRIPTION.*: https://developer.paypal.com/docs/api/subscriptions/v1/#subscriptions_get */

function facts({ about }: Occurrence): Omit<Told, 'type'> {
  const id = text(about.id);
  return {
    kind: 'subscription',
    references: [],
    subscription: id === undefined ? undefined : { id, status: text(about.status) },
    custom: about.custom_id,
  };
}

const becomes =
  (type: EventType): Reader =>
  (occurrence) => ({ ...facts(occurrence), type });

export const startedSubscription = becomes('subscription.started');
export const suspendedSubscription = becomes('subscription.past_due');
export const recoveredSubscription = becomes('subscription.recovered');
export const endedSubscription = becomes('subscription.canceled');

/** BILLING.SUBSCRIPTION.PAYMENT.FAILED: a payment that failed has no id, so its time tells it apart. */
export const failedSubscription: Reader = (occurrence) => {
  const { about } = occurrence;
  const { last_failed_payment: last, outstanding_balance: owed } = object(about.billing_info);
  const { amount, time, reason_code: code, next_payment_retry_time: next } = object(last);
  const id = text(about.id);
  const failedAt = instantOf(time);
  const cycles = cyclesOf(about);
  return {
    ...facts(occurrence),
    type: 'payment.failed',
    transaction: id === undefined || failedAt === undefined ? undefined : `${id}:${failedAt}`,
    amount: moneyOf(amount) ?? moneyOf(owed),
    reason: reasonFor(reasons, text(code)),
    nextAttemptAt: instantOf(next),
    references: references([
      'subscription_period',
      id === undefined || cycles === undefined ? undefined : `${id}:${cycles + 1}`,
    ]),
  };
};

/** How many payments of a subscription are behind it. */
function cyclesOf({ billing_info: info }: JsonObject): number | undefined {
  const done = list(object(info).cycle_executions).map((one) =>
    integer(object(one).cycles_completed),
  );
  if (done.length === 0 || done.includes(undefined)) return undefined;
  return done.reduce<number>((sum, one) => sum + (one ?? 0), 0);
}

const DAY = 86_400_000;

/**
 * Which of a subscription's payments a sale was. The subscription knows only its last: where that is another by now,
 * nobody can tell.
 */
export function periodOf({ about, fetched }: Occurrence, id: string): string | undefined {
  const subscription = fetched[KEYS.subscription];
  if (!isObject(subscription)) return undefined;
  const { last_payment: last, outstanding_balance: owed } = object(subscription.billing_info);
  const apart =
    Date.parse(instantOf(object(last).time) ?? '') - Date.parse(instantOf(about.create_time) ?? '');
  const cycles = cyclesOf(subscription);
  const isSettled = (moneyOf(owed)?.minor ?? 0) === 0;
  return Math.abs(apart) < DAY && isSettled && cycles !== undefined ? `${id}:${cycles}` : undefined;
}
