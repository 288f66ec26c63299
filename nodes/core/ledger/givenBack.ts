import { attemptNames } from '../event/attempt';
import type { PaymentEvent } from '../event/paymentEvent';
import { amountOf, largest, sum, type Amount } from './amount';
import {
  components,
  hasMoved,
  isDatedFailure,
  paymentKeys,
  paymentOf,
  time,
  type Obligation,
} from './obligations';

/** What refunds do to one another, and to the payments that they give back. */

export const withRefunds = (
  obligations: readonly Obligation[],
  total: Amount | undefined,
): readonly Obligation[] => owedAgain(madeAgain(obligations), total);

/**
 * A refund that failed is made good by others of the same payment: by those that come after it and give as much, or by
 * all together once they give back the whole payment.
 */
function madeAgain(obligations: readonly Obligation[]): readonly Obligation[] {
  const used = new Set<Obligation>();
  const settled = new Map<Obligation, number>();
  const failed = obligations.filter(isFailedRefund).toSorted((a, b) => failure(a) - failure(b));
  for (const one of failed) {
    const made = obligations
      .filter((other) => isMade(other) && meet(one, other))
      .toSorted((a, b) => end(a) - end(b));
    const later = made.filter((other) => !used.has(other) && end(other) > failure(one));
    const again = enough(later, amountOf(one));
    for (const other of again) used.add(other);
    const paid = obligations.find((other) => isPaid(other) && meet(one, other));
    const last = again.at(-1) ?? enough(made, paid && amountOf(paid)).at(-1);
    if (last) settled.set(one, Math.max(end(last), failure(one)));
  }
  return obligations.map((one) => {
    const settledAt = settled.get(one);
    return settledAt === undefined ? one : { ...one, settledAt, voided: true };
  });
}

/** The first of these refunds that together give as much; none where they do not. */
function enough(refunds: readonly Obligation[], due: Amount | undefined): readonly Obligation[] {
  if (!due) return [];
  const last = refunds.findIndex((_, n) => sum(refunds.slice(0, n + 1).map(amountOf)) >= due.minor);
  return refunds.slice(0, last + 1);
}

/**
 * A payment that was given back, all of it, is owed again where the same thing is tried once more, or where more is asked
 * for besides than the bill comes to without it: the wrong card was charged, and the right one declined. Else what was
 * given back is neither had nor owed.
 */
function owedAgain(
  obligations: readonly Obligation[],
  total: Amount | undefined,
): readonly Obligation[] {
  const payments = obligations.filter(({ about }) => about === 'payment');
  const again = new Map<Obligation, Obligation>();
  const returned = payments
    .map((one) => ({ one, refunds: refundsOf(one, obligations) }))
    .filter(({ one, refunds }) => coversAll(one, refunds))
    .map(({ one, refunds }) => ({ one, refunds, at: Math.max(...refunds.map(end)) }))
    .toSorted((a, b) => a.at - b.at);
  for (const { one, refunds, at } of returned) {
    const later = one.events.filter((event) => time(event) > at);
    const others = payments.filter((other) => other !== one && !again.has(other));
    if (later.some(isDatedFailure)) again.set(one, begunAnew(one, later));
    else if (total && asksForMore(one, others, at, total))
      again.set(one, { ...one, settledAt: at, voided: true, owedAgain: true });
    else continue;
    for (const refund of refunds) again.set(refund, { ...refund, owedAgain: true });
  }
  return obligations.map((one) => again.get(one) ?? one);
}

const refundsOf = (payment: Obligation, all: readonly Obligation[]): readonly Obligation[] =>
  isPaid(payment)
    ? all.filter((one) => isMade(one) && end(one) >= end(payment) && meet(payment, one))
    : [];

/** Whether all that was paid went back; two tries of one thing may both have been paid. */
function coversAll({ events }: Obligation, refunds: readonly Obligation[]): boolean {
  const at = Math.max(...refunds.map(end));
  const successes = events.filter((event) => isSuccess(event) && time(event) <= at);
  const paid = components(successes, attemptNames).map((told) => largest(told, events));
  const back = refunds.map(amountOf);
  const amounts = [...paid, ...back];
  return (
    refunds.length > 0 &&
    paid.length > 0 &&
    amounts.every((amount) => amount !== undefined && amount.currency === amounts[0]?.currency) &&
    sum(back) >= sum(paid)
  );
}

/** Only what came after counts: another try of the same thing may have paid it. */
function begunAnew(payment: Obligation, later: readonly PaymentEvent[]): Obligation {
  const { settledAt: _, ...before } = payment;
  const { settledAt } = paymentOf(later);
  return { ...before, ...(settledAt !== undefined && { settledAt }), owedAgain: true };
}

/** Whether what others paid, and the most that failed since, is more than the bill without what was given back. */
function asksForMore(
  returned: Obligation,
  others: readonly Obligation[],
  at: number,
  total: Amount,
): boolean {
  const failed = others
    .filter((one) => one.settledAt === undefined)
    .filter(({ events }) => events.some((event) => isDatedFailure(event) && time(event) > at))
    .map((one) => amountOf(one)?.minor ?? 0);
  const asked = sum(others.filter(isPaid).map(amountOf)) + Math.max(0, ...failed);
  return asked > total.minor - (amountOf(returned)?.minor ?? 0);
}

const isSuccess = ({ type }: PaymentEvent): boolean =>
  type === 'payment.succeeded' || type === 'invoice.paid';

const isPaid = (one: Obligation): boolean => one.about === 'payment' && hasMoved(one);
const isMade = (one: Obligation): boolean => one.about === 'refund' && hasMoved(one);
const isFailedRefund = ({ about, failedAt, settledAt }: Obligation): boolean =>
  about === 'refund' && failedAt !== undefined && settledAt === undefined;

const failure = ({ failedAt = Infinity }: Obligation): number => failedAt;
const end = ({ settledAt = Infinity }: Obligation): number => settledAt;

const meet = (one: Obligation, other: Obligation): boolean => {
  const keys = new Set(one.events.flatMap(paymentKeys));
  return other.events.flatMap(paymentKeys).some((key) => keys.has(key));
};
