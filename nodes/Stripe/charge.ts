import { stripeMoney } from './amount';
import { withBill } from './bill';
import { reasonOfCharge } from './failure';
import { idOf } from './objects';
import type { Reader, Told } from './told';

/** charge.failed */
export const failedCharge: Reader = ({ about, fetched }) => {
  const told: Told = {
    type: 'payment.failed',
    transaction: idOf(about),
    amount: stripeMoney(about.amount, about.currency),
    reason: reasonOfCharge(about),
    objects: [about],
  };
  return withBill(told, fetched);
};

/** charge.succeeded: of an authorization as well, which pays nothing before it is captured. */
export const paidCharge: Reader = ({ about }) => ({
  type: about.captured === false ? 'payment.pending' : 'payment.succeeded',
  transaction: idOf(about),
  amount: stripeMoney(
    about.captured === false ? about.amount : (about.amount_captured ?? about.amount),
    about.currency,
  ),
  objects: [about],
});
