import { text } from '../core/event/json';
import { reference } from '../core/event/references';
import { isNothingLeft, setback } from './failure';
import type { Occurrence, Reader, Told } from './told';

/** REFUND: the guest has it back, or should have had. */
export const refund: Reader = (occurrence) =>
  !occurrence.succeeded && isNothingLeft(occurrence) ? undefined : cancellation(occurrence);

/** CANCELLATION, before the money was collected. Where nothing was left to call off, it may have been collected. */
export const cancellation: Reader = (occurrence) =>
  occurrence.succeeded
    ? { ...facts(occurrence), type: 'refund.succeeded' }
    : bouncedRefund(occurrence);

/** REFUND_FAILED, REFUNDED_REVERSED: days after it had been called done, the money came back. */
export const bouncedRefund: Reader = (occurrence) => ({
  ...facts(occurrence),
  type: 'refund.failed',
  reason: setback(occurrence),
});

const facts = ({ item }: Occurrence): Omit<Told, 'type'> => ({
  kind: 'refund',
  transaction: text(item.pspReference),
  references: [
    reference('refund', item.pspReference),
    reference('payment', item.originalReference),
  ],
});
