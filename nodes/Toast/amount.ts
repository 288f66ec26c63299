import { decimalText } from '../core/event/exactJson';
import { fromDecimalText, money } from '../core/event/money';
import type { Money } from '../core/event/paymentEvent';

/** Amounts are decimals in the restaurant's currency, which an order does not name. */
export const toastMoney = (value: unknown, currency: string | undefined): Money | undefined =>
  fromDecimalText(decimalText(value), currency);

/** Toast counts the tip beside the amount; the card pays both. */
export function withTip(amount: Money | undefined, tip: Money | undefined): Money | undefined {
  return amount && tip ? money(amount.minor + tip.minor, amount.currency) : amount;
}
