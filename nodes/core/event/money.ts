import { ISO_EXPONENTS } from './currencies';
import type { Money } from './paymentEvent';

/** Whole minor units of a currency as money. `undefined` for anything that is no whole amount of a known currency. */
export function money(minor: number | undefined, currency: string | undefined): Money | undefined {
  if (minor === undefined || currency === undefined) return undefined;
  const code = currency.toUpperCase();
  const decimal = toDecimal(minor, code);
  return decimal === undefined ? undefined : { minor, currency: code, decimal };
}

/** The amount as people write it, without a float on the way: 4250 in USD is 42.50. */
export function toDecimal(minor: number, currency: string): string | undefined {
  const exponent = ISO_EXPONENTS.get(currency);
  if (exponent === undefined || !Number.isSafeInteger(minor)) return undefined;
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const sign = minor < 0 ? '-' : '';
  const point = digits.length - exponent;
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Money from a decimal as its source wrote it: '12.30' in USD is 1230. Digits that the currency does not have are
 * allowed only where they are zeros, since anything else would have to be rounded.
 */
export function fromDecimalText(
  text: string | undefined,
  currency: string | undefined,
): Money | undefined {
  const code = currency?.toUpperCase() ?? '';
  const exponent = ISO_EXPONENTS.get(code);
  const match = DECIMAL.exec(text ?? '');
  if (exponent === undefined || !match) return undefined;
  const [, sign, whole, fraction = ''] = match;
  if (/[1-9]/.test(fraction.slice(exponent))) return undefined;
  const minor = Number(`${whole}${fraction.slice(0, exponent).padEnd(exponent, '0')}`);
  return money(sign === '-' && minor !== 0 ? -minor : minor, code);
}

const formats = new Map<string, Intl.NumberFormat>();

/**
 * The amount for people, in their language: ₩45,000, $42.50. The currency's customary digits are shown unless the
 * amount has a fraction, which is then shown in full. A locale nobody knows reads as English.
 */
export function formatMoney(amount: Money, locale: string): string {
  const exponent = ISO_EXPONENTS.get(amount.currency);
  const { decimal } = amount;
  if (!isNumeric(decimal)) return `${amount.currency} ${decimal}`;
  const fraction = decimal.split('.')[1] ?? '';
  const digits = /[1-9]/.test(fraction) ? exponent : undefined;
  return numberFormat(locale, amount.currency, digits).format(decimal);
}

const isNumeric = (text: string): text is `${number}` => DECIMAL.test(text);

function numberFormat(locale: string, currency: string, digits: number | undefined) {
  const key = `${locale} ${currency} ${digits}`;
  const known = formats.get(key);
  if (known) return known;
  // Locales may come from guests' data: a bound keeps strangers from filling the memory.
  if (formats.size >= 500) formats.clear();
  const options: Intl.NumberFormatOptions = { style: 'currency', currency };
  if (digits !== undefined) options.minimumFractionDigits = digits;
  const made = new Intl.NumberFormat(knownLocale(locale), options);
  formats.set(key, made);
  return made;
}

function knownLocale(locale: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? 'en';
  } catch {
    return 'en'; // not a language tag at all
  }
}
