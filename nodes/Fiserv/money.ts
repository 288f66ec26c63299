import { text } from '../core/event/json';
import { currencyNamed } from '../core/event/currencyNumbers';
import { fromDecimalText } from '../core/event/money';
import type { Money } from '../core/event/paymentEvent';

/** Amounts are decimals, in forms with a point or, in Latin America, a comma; currencies are codes or their numbers. */
export function moneyOf(total: unknown, currency: unknown): Money | undefined {
  const written = typeof total === 'number' ? String(total) : text(total);
  return fromDecimalText(written?.replace(',', '.'), currencyNamed(text(currency)));
}
