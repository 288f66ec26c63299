import type { PaymentEvent } from '../event/paymentEvent';
import { amountOf, sum } from './amount';
import { paymentKeys, paymentOf, time, type Obligation } from './obligations';

/** What refunds do to one another, and to the payments that they give back. */

export const withRefunds = (obligations: readonly Obligation[]): readonly Obligation[] =>
  owedAgain(madeAgain(obligations));

/** A refund that failed is made good by others of the same payment that come after it and give as much. */
function madeAgain(obligations: readonly Obligation[]): readonly Obligation[] {
  const used = new Set<Obligation>();
  const settled = new Map<Obligation, number>();
  const failed = obligations.filter(isFailedRefund).toSorted((a, b) => failure(a) - failure(b));
  for (const one of failed) {
    const due = amountOf(one)?.minor ?? Infinity;
    const later = obligations
      .filter((other) => isMade(other) && !used.has(other) && meet(one, other))
      .filter((other) => end(other) > failure(one))
      .toSorted((a, b) => end(a) - end(b));
    const enough = later.findIndex((_, n) => sum(later.slice(0, n + 1).map(amountOf)) >= due);
    const made = later.slice(0, enough + 1);
    for (const other of made) used.add(other);
    const last = made.at(-1);
    if (last) settled.set(one, end(last));
  }
  return obligations.map((one) => {
    const settledAt = settled.get(one);
    return settledAt === undefined ? one : { ...one, settledAt, voided: true };
  });
}

/**
 * What was given back, all of it, before another try failed is owed again: the wrong card was charged, and the right one
 * declined. Where nothing fails afterwards it is neither had nor owed, and a part of it is given for some other reason.
 */
function owedAgain(obligations: readonly Obligation[]): readonly Obligation[] {
  const failures = obligations.flatMap(({ events }) => events.filter(isDated)).map(time);
  const lastFailure = Math.max(-Infinity, ...failures);
  const refunds = obligations.filter((one) => isMade(one) && end(one) < lastFailure);
  const again = new Map<Obligation, Obligation>();
  for (const one of obligations.filter(isPaid)) {
    const back = refunds.filter((refund) => meet(one, refund) && end(refund) >= end(one));
    if (!coversAll(one, back)) continue;
    again.set(one, givenBack(one, Math.max(...back.map(end))));
    for (const refund of back) again.set(refund, { ...refund, owedAgain: true });
  }
  return obligations.map((one) => again.get(one) ?? one);
}

function coversAll(payment: Obligation, back: readonly Obligation[]): boolean {
  const paid = amountOf(payment);
  const amounts = back.map(amountOf);
  return (
    paid !== undefined &&
    amounts.every((amount) => amount?.currency === paid.currency) &&
    sum(amounts) >= paid.minor &&
    back.length > 0
  );
}

/** Only what came after counts: another try of the same thing may have paid it. */
function givenBack(payment: Obligation, at: number): Obligation {
  const { settledAt: _, ...before } = payment;
  const { settledAt } = paymentOf(payment.events.filter((event) => time(event) > at));
  return { ...before, ...(settledAt !== undefined && { settledAt }), owedAgain: true };
}

/** An older failure that is heard of late, and bears the time at which it was received, follows nothing. */
const isDated = ({ type, occurredAtSource }: PaymentEvent): boolean =>
  type === 'payment.failed' && occurredAtSource === 'gateway';

const isPaid = ({ about, settledAt, voided }: Obligation): boolean =>
  about === 'payment' && settledAt !== undefined && !voided;
const isMade = ({ about, settledAt, voided }: Obligation): boolean =>
  about === 'refund' && settledAt !== undefined && !voided;
const isFailedRefund = ({ about, failedAt, settledAt }: Obligation): boolean =>
  about === 'refund' && failedAt !== undefined && settledAt === undefined;

const failure = ({ failedAt = Infinity }: Obligation): number => failedAt;
const end = ({ settledAt = Infinity }: Obligation): number => settledAt;

const meet = (one: Obligation, other: Obligation): boolean => {
  const keys = new Set(one.events.flatMap(paymentKeys));
  return other.events.flatMap(paymentKeys).some((key) => keys.has(key));
};
