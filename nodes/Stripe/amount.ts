import { money } from '../core/event/money';
import type { Money } from '../core/event/paymentEvent';
import { integer, text } from '../core/event/json';

/**
 * Where Stripe's smallest unit is not ISO's: https://docs.stripe.com/currencies#special-cases
 * ISK and UGX have no decimals but are written with two; MGA has two and is written with none. Everything else agrees,
 * HUF and TWD among them (their special case is payouts) and the currencies with three decimals.
 */
const IN_HUNDREDTHS: ReadonlySet<string> = new Set(['isk', 'ugx']);
const IN_WHOLE: ReadonlySet<string> = new Set(['mga']);

/** An amount of Stripe's API as money. A fraction of a króna, which cannot be, is no amount. */
export function stripeMoney(amount: unknown, currency: unknown): Money | undefined {
  const minor = integer(amount);
  const code = text(currency)?.toLowerCase();
  if (minor === undefined || code === undefined) return undefined;
  if (IN_HUNDREDTHS.has(code)) return money(minor / 100, code);
  return money(IN_WHOLE.has(code) ? minor * 100 : minor, code);
}
