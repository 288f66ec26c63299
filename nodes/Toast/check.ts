import { object, text } from '../core/event/json';
import { references } from '../core/event/references';
import { toastMoney } from './amount';
import type { Reader } from './told';

/** What a check comes to by now. */
export const toldOfCheck: Reader = ({ check }, currency) => ({
  type: 'order.submitted',
  // A check changes many times and is opened once: what tells of it again tells of the same.
  transaction: text(object(check).guid),
  references: references(['order', object(check).guid]),
  amount: toastMoney(object(check).totalAmount, currency),
});

/** A check that was voided, or went into another one. */
export const toldOfGone: Reader = ({ check }) => ({
  type: 'order.canceled',
  transaction: text(object(check).guid),
  references: references(['order', object(check).guid]),
});
