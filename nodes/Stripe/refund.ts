import { text } from '../core/event/json';
import { stripeMoney } from './amount';
import { reasonNamed } from './failure';
import { idOf } from './objects';
import type { Reader } from './told';

/** refund.failed: the guest is still owed the money. */
export const failedRefund: Reader = ({ about }) => ({
  type: 'refund.failed',
  kind: 'refund',
  transaction: idOf(about),
  amount: stripeMoney(about.amount, about.currency),
  reason: reasonNamed('refund', text(about.failure_reason)),
  objects: [about],
});
