import { attemptNames, isFailedAttempt } from '../event/attempt';
import type { PaymentEvent } from '../event/paymentEvent';
import { balanceOf, totalOf, type Balance } from './balance';
import type { CaseView } from './caseView';
import { withRefunds } from './givenBack';
import { components, isSetup, obligationsOf, time, type Obligation } from './obligations';
import { isBadNews } from './subject';

/** What a case comes to, told by its events alone. */
export interface CaseState extends Omit<CaseView, 'id' | 'aliases' | 'audit'> {
  /** Of an open case: the events whose bad news was made good, though other money is owed. */
  readonly madeGood?: readonly string[];
  /** Of attempts that go by several names: these. */
  readonly names?: readonly (readonly string[])[];
}

export interface FoldedCase {
  readonly state: CaseState;
  /** Which try of the case a failed attempt was. */
  readonly numberOf: (attemptKey: string) => number | undefined;
  /** Every name of an attempt, by any of them. */
  readonly namesOf: (attemptKey: string) => readonly string[];
  /** Whether what this event tells of is still to be made good. */
  readonly owes: (eventId: string) => boolean;
}

/** Pure, and a function of the set of events: neither their order nor a second copy makes a difference. */
export function foldCase(events: readonly PaymentEvent[]): FoldedCase {
  const set = [...new Map(events.map((event) => [event.id, event])).values()].sort(byTime);
  const obligations = withRefunds(obligationsOf(set), totalOf(set));
  const failed = obligations.filter((obligation) => obligation.failedAt !== undefined);
  const balance = balanceOf(set, obligations);
  const settledAt = settlement(failed, balance);
  const open = failed.length > 0 && settledAt === undefined;
  const attempts = attemptsOf(set);
  const failedAttempts = attempts.filter(({ failedAt }) => failedAt !== undefined);
  const several = attempts.map(({ names }) => names).filter(({ length }) => length > 1);
  const openedAt = Math.min(...failed.map((obligation) => obligation.failedAt ?? Infinity));
  const owing = new Set(
    open ? obligations.filter(isOwed).flatMap(({ events: told }) => told.map(({ id }) => id)) : [],
  );
  const madeGood = set.filter((event) => isBadNews(event) && !owing.has(event.id));
  return {
    state: {
      status: failed.length === 0 ? 'clear' : open ? 'open' : 'settled',
      attempts: failedAttempts.length,
      ...(failed.length > 0 && { openedAt: iso(openedAt) }),
      ...(settledAt !== undefined && { settledAt: iso(Math.max(settledAt, openedAt)) }),
      ...balance?.shown,
      ...(open && madeGood.length > 0 && { madeGood: madeGood.map(({ id }) => id) }),
      ...(several.length > 0 && { names: several }),
    },
    numberOf: (key) => {
      const index = failedAttempts.findIndex(({ names }) => names.includes(key));
      return index < 0 ? undefined : index + 1;
    },
    namesOf: (key) => several.find((names) => names.includes(key)) ?? [key],
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

interface Attempt {
  readonly names: readonly string[];
  /** Absent where it did not fail. */
  readonly failedAt: number | undefined;
}

/** In the order in which they failed. Whatever shares a name is one. */
function attemptsOf(events: readonly PaymentEvent[]): readonly Attempt[] {
  const attempts = components(events, attemptNames).map((told): Attempt => {
    const failures = told.filter(isFailedAttempt);
    return {
      names: [...new Set(told.flatMap(attemptNames))].sort(),
      failedAt: failures.length > 0 ? Math.min(...failures.map(time)) : undefined,
    };
  });
  const order = ({ failedAt = Infinity }: Attempt) => failedAt;
  return attempts.sort((a, b) => order(a) - order(b) || byName(a, b));
}

const byName = ({ names: [a = ''] }: Attempt, { names: [b = ''] }: Attempt): number =>
  a < b ? -1 : 1;

const byTime = (a: PaymentEvent, b: PaymentEvent): number =>
  time(a) - time(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const iso = (at: number): string => new Date(at).toISOString();
