import type { Money, PaymentEvent } from '../event/paymentEvent';
import type { EventType } from '../event/taxonomy';
import type { CaseStatus } from './ledger';
import { obligationsOf, time, type Obligation } from './obligations';

/** What a case comes to, told by its events alone. */
export interface CaseState {
  readonly status: CaseStatus;
  /** How many attempts failed. */
  readonly attempts: number;
  readonly openedAt?: string;
  readonly settledAt?: string;
  readonly due?: Money;
  readonly paid?: Money;
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
  return {
    state: {
      status: failed.length === 0 ? 'clear' : open ? 'open' : 'settled',
      attempts: attempts.size,
      ...(failed.length > 0 && { openedAt: iso(openedAt) }),
      ...(settledAt !== undefined && { settledAt: iso(Math.max(settledAt, openedAt)) }),
      ...(balance && { due: balance.due, paid: balance.paid }),
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
  const byTotal = balance?.ofOrder === true;
  // Paid in full by whatever route: it no longer matters which card of the table was declined.
  if (byTotal && balance.paidAt === undefined) return undefined;
  const mustSettle = byTotal ? failed.filter(({ isPayment }) => !isPayment) : failed;
  const times = mustSettle.map(({ settledAt }) => settledAt);
  if (!times.every((at) => at !== undefined)) return undefined;
  return Math.max(...times, ...(byTotal && balance.paidAt !== undefined ? [balance.paidAt] : []));
}

interface Balance {
  readonly due: Money;
  readonly paid: Money;
  /** Whether `due` is the total of an order, and not just what we have heard of. */
  readonly ofOrder: boolean;
  /** When `paid` reached `due`. */
  readonly paidAt?: number;
}

/** Absent where an amount is missing or currencies are mixed: a sum that may be wrong helps nobody. */
function balanceOf(
  events: readonly PaymentEvent[],
  obligations: readonly Obligation[],
): Balance | undefined {
  const payments = obligations.filter(({ isPayment }) => isPayment);
  const parts = payments.map((obligation) => ({ ...obligation, amount: amountOf(obligation) }));
  const total = events.findLast((event) => event.order?.total)?.order?.total;
  const known = parts.flatMap(({ amount }) => amount ?? []);
  const sample = total ?? known[0];
  if (!sample || known.length < parts.length) return undefined;
  const monies = total ? [total, ...known] : known;
  if (monies.some(({ currency }) => currency !== sample.currency)) return undefined;
  const digits = Math.max(...monies.map(fractionDigits));

  const paidParts = parts
    .filter(({ settledAt, voided }) => settledAt !== undefined && !voided)
    .sort((a, b) => (a.settledAt ?? 0) - (b.settledAt ?? 0));
  const waived = sum(parts.filter(({ voided }) => voided));
  const due = Math.max(0, (total ? total.minor : sum(parts)) - waived);
  let paid = 0;
  let paidAt = due === 0 ? Math.max(0, ...parts.map(({ settledAt }) => settledAt ?? 0)) : undefined;
  for (const part of paidParts) {
    paid += part.amount?.minor ?? 0;
    if (paid >= due) paidAt ??= part.settledAt;
  }
  return {
    due: money(due, sample.currency, digits),
    paid: money(paid, sample.currency, digits),
    ofOrder: total !== undefined,
    ...(paidAt !== undefined && { paidAt }),
  };
}

const SUCCESSES: readonly EventType[] = ['payment.succeeded', 'invoice.paid'];

/** What was paid, where it was; else the most that was asked for: tips and fees may change it between tries. */
function amountOf({ events, settledAt, voided }: Obligation): Money | undefined {
  const paid = settledAt !== undefined && !voided;
  const told = paid ? events.filter(({ type }) => SUCCESSES.includes(type)) : events;
  return largest(told) ?? largest(events);
}

const largest = (events: readonly PaymentEvent[]): Money | undefined =>
  events
    .flatMap(({ amount }) => amount ?? [])
    .reduce<Money | undefined>(
      (most, one) => (most && most.minor >= one.minor ? most : one),
      undefined,
    );

const sum = (parts: readonly { readonly amount: Money | undefined }[]): number =>
  parts.reduce((total, { amount }) => total + (amount?.minor ?? 0), 0);

const fractionDigits = ({ decimal }: Money): number => decimal.split('.')[1]?.length ?? 0;

function money(minor: number, currency: string, digits: number): Money {
  const text = String(minor).padStart(digits + 1, '0');
  const decimal = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return { minor, currency, decimal };
}

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
