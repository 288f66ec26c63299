import type { Money, PaymentEvent } from '../event/paymentEvent';
import type { EventType } from '../event/taxonomy';
import { hasMoved, isOfOneTry, type Obligation } from './obligations';

/** What an event puts towards the bill, or takes from it: its amount without the tip. */
export interface Amount {
  readonly minor: number;
  readonly currency: string;
  /** How many digits the currency writes after the point. */
  readonly digits: number;
}

export const amountIn = ({ minor, currency, decimal }: Money): Amount => ({
  minor,
  currency,
  digits: decimal.split('.')[1]?.length ?? 0,
});

export const asMoney = ({ minor, currency, digits }: Amount): Money => {
  const text = String(minor).padStart(digits + 1, '0');
  const decimal = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return { minor, currency, decimal };
};

const MOVES_MONEY: readonly EventType[] = ['payment.succeeded', 'invoice.paid', 'refund.succeeded'];

/** What was moved, where it was; else the most that was asked for: fees may change it between tries. */
export function amountOf(obligation: Obligation): Amount | undefined {
  const { events } = obligation;
  const told = hasMoved(obligation)
    ? events.filter(({ type }) => MOVES_MONEY.includes(type))
    : events;
  return largest(told, events) ?? largest(events);
}

/** The most that one of these events tells of. What else is told of the same thing may know of a tip that it does not. */
export function largest(told: readonly PaymentEvent[], all = told): Amount | undefined {
  let most: Amount | undefined;
  for (const event of told) {
    const amount = event.amount && withoutTip(event.amount, event, all);
    if (amount && (!most || amount.minor > most.minor)) most = amount;
  }
  return most;
}

function withoutTip(amount: Money, event: PaymentEvent, all: readonly PaymentEvent[]): Amount {
  const same = all.filter((one) => one.id === event.id || isOfOneTry(one, event));
  const tips = same.flatMap(({ tip }) => (tip?.currency === amount.currency ? [tip.minor] : []));
  const whole = amountIn(amount);
  return {
    ...whole,
    minor: Math.max(Math.min(0, whole.minor), whole.minor - Math.max(0, ...tips)),
  };
}

export const sum = (amounts: readonly (Amount | undefined)[]): number =>
  amounts.reduce((total, amount) => total + (amount?.minor ?? 0), 0);
