import { integer, object, text } from '../core/event/json';

/** The id at a place that holds an id or, expanded, the object itself. https://docs.stripe.com/expand */
export const idOf = (value: unknown): string | undefined => text(value) ?? text(object(value).id);

/** A time of Stripe's, which counts seconds, as ISO 8601. */
export function instantOf(seconds: unknown): string | undefined {
  const whole = integer(seconds);
  // JavaScript's calendar ends there, and toISOString raises beyond.
  if (whole === undefined || whole < 0 || whole > 253_402_300_799) return undefined;
  return new Date(whole * 1000).toISOString();
}
