import { object, text } from '../core/event/json';
import { fromDecimalText } from '../core/event/money';
import type { Money } from '../core/event/paymentEvent';

/** Decimals as text, in the words of either version of the API. What went back comes with a minus in some places. */
export function moneyOf(value: unknown): Money | undefined {
  const { currency_code, value: v2, currency, total } = object(value);
  return decimal(v2 ?? total, currency_code ?? currency);
}

export const decimal = (value: unknown, currency: unknown): Money | undefined =>
  fromDecimalText(text(value)?.replace(/^-/, ''), text(currency));
