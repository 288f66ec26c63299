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

/** A decimal as its source wrote it, beside the currency that it is in. */
interface Written {
  readonly code: string;
  readonly exponent: number;
  readonly isNegative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

function written(text: string | undefined, currency: string | undefined): Written | undefined {
  const code = currency?.toUpperCase() ?? '';
  const exponent = ISO_EXPONENTS.get(code);
  const match = DECIMAL.exec(text ?? '');
  if (exponent === undefined || !match) return undefined;
  const [, sign, whole, fraction = ''] = match;
  return { code, exponent, isNegative: sign === '-', whole: `${whole}`, fraction };
}

/**
 * Money from a decimal as its source wrote it: '12.30' in USD is 1230. Digits that the currency does not have are
 * allowed only where they are zeros, since anything else would have to be rounded.
 */
export function fromDecimalText(
  text: string | undefined,
  currency: string | undefined,
): Money | undefined {
  const found = written(text, currency);
  if (!found || /[1-9]/.test(found.fraction.slice(found.exponent))) return undefined;
  return inUnits(found, 0n);
}

/** Cut to whole units, or one more. */
function inUnits({ code, exponent, isNegative, whole, fraction }: Written, more: bigint) {
  const units = BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, '0')) + more;
  const minor = Number(units);
  return money(isNegative && minor !== 0 ? -minor : minor, code);
}

/** So many digits of any decimal a double gives back: https://en.cppreference.com/w/cpp/types/numeric_limits/digits10 */
const KEPT_BY_A_DOUBLE = 15;

/** So many decimals of an amount that was added up in doubles are the amount's own. */
const DECIMALS = 9;

/**
 * For gateways that keep amounts as doubles: what they add up may end in a tail, such as 186.39999999999998 for 186.40.
 * A decimal that is shorter, or lies further from a whole unit, is no such sum.
 */
export function fromDoubleText(
  text: string | undefined,
  currency: string | undefined,
): Money | undefined {
  const found = written(inFull(text), currency);
  if (!found) return undefined;
  const { whole, fraction, exponent } = found;
  const tail = fraction.slice(exponent);
  const isLong = (whole + fraction).replace(/^0+/, '').length >= KEPT_BY_A_DOUBLE;
  if (isLong && tail.startsWith('0'.repeat(DECIMALS - exponent))) return inUnits(found, 0n);
  if (isLong && tail.startsWith('9'.repeat(DECIMALS - exponent))) return inUnits(found, 1n);
  return fromDecimalText(text, currency);
}

/** What is left of a bill that was taken off in doubles is written as 2.842170943040401e-14. */
const inFull = (text: string | undefined): string | undefined =>
  text?.replace(
    /^(-?)(\d)\.(\d+)e-([1-9]\d{0,2})$/i,
    (_, sign: string, first: string, others: string, places: string) =>
      `${sign}0.${'0'.repeat(Number(places) - 1)}${first}${others}`,
  );

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
