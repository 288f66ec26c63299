import type { Money, PaymentEvent } from '../event/paymentEvent';
import { amountIn, amountOf, asMoney, sum, type Amount } from './amount';
import { hasMoved, isLetGo, isSetup, time, type Obligation } from './obligations';
import { isBadNews } from './subject';

export interface Balance {
  /** As people see it: refunds and lost disputes taken off. Absent where what went back is not known. */
  readonly shown?: { readonly due: Money; readonly paid: Money };
  /** Whether what is due is the total of an order, and not just what we have heard of. */
  readonly ofOrder: boolean;
  /** When as much was paid as is due, whatever went back later. */
  readonly paidAt?: number;
}

/** What the whole order comes to, as it was told last; the events in the order of time. */
export function totalOf(events: readonly PaymentEvent[]): Amount | undefined {
  const told = events.findLast((event) => event.order?.total)?.order?.total;
  return told && amountIn(told);
}

/** Absent where an amount is missing or currencies are mixed: a sum that may be wrong helps nobody. */
export function balanceOf(
  events: readonly PaymentEvent[],
  obligations: readonly Obligation[],
): Balance | undefined {
  const total = totalOf(events);
  const parts = obligations
    .filter((one) => one.about === 'payment' && !isWithdrawn(one))
    .map((obligation) => ({ ...obligation, amount: amountOf(obligation) }))
    .filter((part) => part.amount !== undefined || !isBeside(part, total));
  const known = parts.flatMap(({ amount }) => amount ?? []);
  const sample = total ?? known[0];
  if (!sample || known.length < parts.length) return undefined;
  const amounts = total ? [total, ...known] : known;
  if (amounts.some(({ currency }) => currency !== sample.currency)) return undefined;

  const due = dueOf(total ? total.minor : sum(known), parts);
  let paid = 0;
  let paidAt = due === 0 ? Math.max(0, ...parts.map(({ settledAt }) => settledAt ?? 0)) : undefined;
  const paidParts = parts.filter(hasMoved).sort((a, b) => (a.settledAt ?? 0) - (b.settledAt ?? 0));
  for (const part of paidParts) {
    paid += part.amount?.minor ?? 0;
    if (paid >= due) paidAt ??= part.settledAt;
  }
  const shown = afterReturns(due, paid, amounts, obligations);
  return {
    ...(shown && { shown }),
    ofOrder: total !== undefined,
    ...(paidAt !== undefined && { paidAt }),
  };
}

interface Part extends Obligation {
  readonly amount: Amount | undefined;
}

/** The bill without what was let off: unless it was asked for again, as by the invoice that takes an edited one's place. */
function dueOf(bill: number, parts: readonly Part[]): number {
  const letOff = parts.filter(({ voided }) => voided);
  if (letOff.length === 0) return Math.max(0, bill);
  const voidedAt = Math.max(...letOff.map(({ settledAt = 0 }) => settledAt));
  const paid = parts.filter(hasMoved);
  // What was paid after it failed may have been paid in its place.
  const asked = parts
    .filter(({ settledAt }) => settledAt === undefined)
    .map((part) => [part, lastFailure(part)] as const)
    .filter(([, failedAt]) => failedAt > voidedAt)
    .map(([part, failedAt]) => {
      return amountsOf([part, ...paid.filter(({ settledAt = 0 }) => settledAt <= failedAt)]);
    });
  const left = bill - amountsOf(letOff);
  return Math.max(0, left, Math.min(bill, Math.max(amountsOf(paid), ...asked)));
}

const amountsOf = (parts: readonly Part[]): number => sum(parts.map(({ amount }) => amount));
const lastFailure = ({ events }: Obligation): number =>
  Math.max(...events.filter(isBadNews).map(time));

/** What was let go without ever having failed asks for nothing; nor does what was given back and is asked for elsewhere. */
const isWithdrawn = (one: Obligation): boolean =>
  one.owedAgain === true
    ? one.voided
    : one.failedAt === undefined && one.settledAt === undefined && one.events.some(isLetGo);

/** A card that could not be saved is no payment; and where a total says what is due, what failed adds nothing to it. */
const isBeside = (part: Obligation, total: Amount | undefined): boolean =>
  isSetup(part) || (total !== undefined && part.settledAt === undefined);

/** What was given back on purpose is neither had nor owed; what a lost dispute took is owed still. */
function afterReturns(
  due: number,
  paid: number,
  amounts: readonly Amount[],
  obligations: readonly Obligation[],
): Balance['shown'] {
  const refunds = obligations
    .filter((one) => one.about === 'refund' && hasMoved(one) && one.owedAgain !== true)
    .map(amountOf);
  const losses = obligations.filter(({ lost }) => lost).map(amountOf);
  const known = [...amounts, ...[...refunds, ...losses].flatMap((one) => one ?? [])];
  const currency = known[0]?.currency ?? '';
  if (known.length < amounts.length + refunds.length + losses.length) return undefined;
  if (known.some((one) => one.currency !== currency)) return undefined;

  // No more than we know of came back: a payment from before we listened is not among what was paid.
  const refunded = Math.min(sum(refunds), paid);
  const lost = Math.min(sum(losses), paid - refunded);
  const digits = Math.max(...known.map((one) => one.digits));
  return {
    due: asMoney({ minor: Math.max(0, due - refunded), currency, digits }),
    paid: asMoney({ minor: paid - refunded - lost, currency, digits }),
  };
}
