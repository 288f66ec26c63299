import { integer, isObject, object, text, type JsonObject } from '../core/event/json';
import { money } from '../core/event/money';
import type { Money } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';

/** The object that an event is about: the only one under `data.object`, under a name that follows its kind. */
export function subject({ payload }: RawEvent): JsonObject {
  const holder = object(object(payload.data).object);
  return Object.values(holder).find(isObject) ?? holder;
}

/** Square counts in the smallest unit of the currency, as ISO does. */
export const squareMoney = (value: unknown): Money | undefined => {
  const { amount, currency } = object(value);
  return money(integer(amount), text(currency));
};

/** What is left of an amount when another of the same currency is taken off. */
export function less(whole: Money | undefined, part: Money | undefined): Money | undefined {
  if (!whole || !part || part.currency !== whole.currency || part.minor <= 0) return whole;
  return money(whole.minor - part.minor, whole.currency);
}
