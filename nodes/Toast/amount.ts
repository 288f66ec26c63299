import { decimalText } from '../core/event/exactJson';
import { fromDoubleText, money } from '../core/event/money';
import type { Money } from '../core/event/paymentEvent';

/**
 * Amounts are doubles in the restaurant's currency, which an order does not name.
 * https://doc.toasttab.com/openapi/orders/tag/Data-definitions/schema/Payment/
 */
export const toastMoney = (value: unknown, currency: string | undefined): Money | undefined =>
  fromDoubleText(decimalText(value), currency);

/** Toast counts the tip beside the amount; the card pays both. */
export function withTip(amount: Money | undefined, tip: Money | undefined): Money | undefined {
  return amount && tip ? money(amount.minor + tip.minor, amount.currency) : amount;
}
