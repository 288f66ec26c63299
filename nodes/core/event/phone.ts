import { e164 } from './reading';

/** What is dialled at home: mostly a 0, which the world leaves out, and the number. */
const PLAN = /^0?([1-9]\d*)$/;

/** Numbers that may begin with a 0 of their own. */
const WITH_NOUGHT = /^(0?[1-9]\d*)$/;

/** Where it is otherwise, by the country's code. https://www.itu.int/oth/T0202.aspx?parent=T0202 */
const PLANS: Readonly<Record<string, RegExp>> = {
  // https://www.nationalnanpa.com/about_us/abt_nanp.html
  1: /^1?([2-9]\d{2}[2-9]\d{6})$/,
  7: /^8?(\d{10})$/,
  36: /^(?:06)?([1-9]\d*)$/,
  375: /^(?:80)?([1-9]\d*)$/,
  39: WITH_NOUGHT,
  225: WITH_NOUGHT,
  229: WITH_NOUGHT,
  242: WITH_NOUGHT,
  378: WITH_NOUGHT,
};

/**
 * A number as it was typed beside its country's code, in the form that is dialled from everywhere. What cannot be one is
 * none: a number that is made up texts a stranger.
 */
export function internationalPhone(
  countryCode: string | undefined,
  typed: string | undefined,
): string | undefined {
  const digits = typed?.replace(/[\s().-]/g, '') ?? '';
  if (digits.startsWith('+')) return e164(digits);
  const [, country] = /^\+?([1-9]\d{0,2})$/.exec(countryCode ?? '') ?? [];
  if (country === undefined) return undefined;
  const [, number] = (PLANS[country] ?? PLAN).exec(digits) ?? [];
  return number === undefined ? undefined : e164(`+${country}${number}`);
}
