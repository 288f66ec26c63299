import { integer } from '../core/event/json';
import type { PaymentEvent } from '../core/event/paymentEvent';
import { cloverMoney, type Evidence } from './evidence';

/** What was asked for, tip included; of it, the tip. At the till Clover keeps the two apart, on the web it adds them. */
export function amountsOf({
  payment,
  charge,
  currency,
}: Evidence): Pick<PaymentEvent, 'amount' | 'tip'> {
  const [bill, tip] = [integer(payment.amount), integer(payment.tipAmount) ?? 0];
  const amount = bill === undefined ? integer(charge.amount) : bill + Math.max(0, tip);
  return {
    amount: cloverMoney(amount, currency),
    ...(bill !== undefined && tip > 0 && { tip: cloverMoney(tip, currency) }),
  };
}
