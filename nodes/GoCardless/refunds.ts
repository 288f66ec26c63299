import { reference } from '../core/event/references';
import { amountOf } from './payments';
import { reasonOf } from './failure';
import type { Occurrence, Reader, Told } from './told';

/** https://developer.gocardless.com/api-reference/#event-types-refund */

/** failed, also after it was paid: the guest's bank sent the money back. */
export const failedRefund: Reader = (occurrence) => ({
  ...refundFacts(occurrence),
  type: 'refund.failed',
  reason: reasonOf(occurrence.event),
});

/** paid: the guest has the money, until their bank sends it back. */
export const paidRefund: Reader = (occurrence) => ({
  ...refundFacts(occurrence),
  type: 'refund.succeeded',
});

const refundFacts = ({ ids, found: { refund } }: Occurrence): Omit<Told, 'type'> => ({
  kind: 'refund',
  attempted: ids.refund,
  amount: amountOf(refund),
  references: [reference('refund', ids.refund), reference('payment', ids.payment)],
});
