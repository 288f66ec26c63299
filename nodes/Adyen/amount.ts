import { integer, object, text, type JsonObject } from '../core/event/json';
import { money } from '../core/event/money';
import type { Money } from '../core/event/paymentEvent';

/**
 * Where Adyen's minor units are not ISO's: https://docs.adyen.com/development-resources/currency-codes
 * CLP and ISK have no decimals but are written with two; CVE and IDR have two and are written with none.
 */
const IN_HUNDREDTHS: ReadonlySet<string> = new Set(['CLP', 'ISK']);
const IN_WHOLE: ReadonlySet<string> = new Set(['CVE', 'IDR']);

/** A fraction of a króna, which cannot be, is no amount. */
export function adyenMoney(minor: number | undefined, currency: unknown): Money | undefined {
  const code = text(currency)?.toUpperCase();
  if (minor === undefined || code === undefined) return undefined;
  if (IN_HUNDREDTHS.has(code)) return money(minor / 100, code);
  return money(IN_WHOLE.has(code) ? minor * 100 : minor, code);
}

export function amountOf(item: JsonObject): Money | undefined {
  const { value, currency } = object(item.amount);
  return adyenMoney(integer(value), currency);
}
