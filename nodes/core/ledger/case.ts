import type { Money, PaymentEvent } from '../event/paymentEvent';
import { balanceOf, type Balance } from './balance';
import type { CaseStatus } from './ledger';
import { isSetup, obligationsOf, time, type Obligation } from './obligations';
import { isBadNews } from './subject';

/** What a case comes to, told by its events alone. */
export interface CaseState {
  readonly status: CaseStatus;
  /** How many attempts failed. */
  readonly attempts: number;
  readonly openedAt?: string;
  readonly settledAt?: string;
  readonly due?: Money;
  readonly paid?: Money;
  /** Of an open case: the events whose bad news was made good, though other money is owed. */
  readonly madeGood?: readonly string[];
}

export interface FoldedCase {
  readonly state: CaseState;
  /** Which try of the case a failed attempt was. */
  readonly numberOf: (attemptKey: string) => number | undefined;
  /** Whether what this event tells of is still to be made good. */
  readonly owes: (eventId: string) => boolean;
}

/** Pure, and a function of the set of events: neither their order nor a second copy makes a difference. */
export function foldCase(events: readonly PaymentEvent[]): FoldedCase {
  const set = [...new Map(events.map((event) => [event.id, event])).values()].sort(byTime);
  const obligations = obligationsOf(set);
  const failed = obligations.filter((obligation) => obligation.failedAt !== undefined);
  const balance = balanceOf(set, obligations);
  const settledAt = settlement(failed, balance);
  const open = failed.length > 0 && settledAt === undefined;
  const attempts = failedAttempts(set);
  const openedAt = Math.min(...failed.map((obligation) => obligation.failedAt ?? Infinity));
  const owing = new Set(
    open ? obligations.filter(isOwed).flatMap(({ events: told }) => told.map(({ id }) => id)) : [],
  );
  const madeGood = set.filter((event) => isBadNews(event) && !owing.has(event.id));
  return {
    state: {
      status: failed.length === 0 ? 'clear' : open ? 'open' : 'settled',
      attempts: attempts.size,
      ...(failed.length > 0 && { openedAt: iso(openedAt) }),
      ...(settledAt !== undefined && { settledAt: iso(Math.max(settledAt, openedAt)) }),
      ...balance?.shown,
      ...(open && madeGood.length > 0 && { madeGood: madeGood.map(({ id }) => id) }),
    },
    numberOf: (key) => attempts.get(key),
    owes: (eventId) => owing.has(eventId),
  };
}

const isOwed = ({ failedAt, settledAt }: Obligation): boolean =>
  failedAt !== undefined && settledAt === undefined;

/** When everything that failed was made good; absent where something is owed, or nothing ever failed. */
function settlement(
  failed: readonly Obligation[],
  balance: Balance | undefined,
): number | undefined {
  if (failed.length === 0) return undefined;
  const paidAt = balance?.ofOrder === true ? balance.paidAt : undefined;
  // Paid in full by whatever route: it no longer matters which card of the table was declined.
  if (paidAt !== undefined) {
    const others = allSettled(failed.filter(({ about }) => about !== 'payment'));
    return others === undefined ? undefined : Math.max(paidAt, others);
  }
  // A share that was made good is not the whole bill.
  const isBill = failed.some((one) => one.about === 'payment' && !isSetup(one));
  return balance?.ofOrder === true && isBill ? undefined : allSettled(failed);
}

const allSettled = (obligations: readonly Obligation[]): number | undefined => {
  const times = obligations.map(({ settledAt }) => settledAt);
  return times.every((at) => at !== undefined) ? Math.max(-Infinity, ...times) : undefined;
};

/** Failed attempts in the order in which they happened, numbered from 1. */
function failedAttempts(events: readonly PaymentEvent[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const event of events) {
    if (event.type !== 'payment.failed' && event.type !== 'refund.failed') continue;
    const key = event.attempt?.key ?? event.id;
    first.set(key, Math.min(first.get(key) ?? Infinity, time(event)));
  }
  const order = [...first].sort(([a, at], [b, bt]) => at - bt || (a < b ? -1 : 1));
  return new Map(order.map(([key], index) => [key, index + 1]));
}

const byTime = (a: PaymentEvent, b: PaymentEvent): number =>
  time(a) - time(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const iso = (at: number): string => new Date(at).toISOString();
