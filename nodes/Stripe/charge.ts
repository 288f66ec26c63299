import { stripeMoney } from './amount';
import { reasonOfCharge } from './failure';
import { idOf } from './objects';
import type { Reader } from './told';

/** charge.failed */
export const failedCharge: Reader = ({ about }) => ({
  type: 'payment.failed',
  transaction: idOf(about),
  amount: stripeMoney(about.amount, about.currency),
  reason: reasonOfCharge(about),
  objects: [about],
});

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
