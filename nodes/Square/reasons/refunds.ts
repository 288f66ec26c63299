import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** Why money could not be given back: https://developer.squareup.com/docs/payments-api/error-codes */
// prettier-ignore
export const REFUNDS: readonly ReasonRow[] = rows('https://developer.squareup.com/docs/payments-api/error-codes', [
  ['REFUND_DECLINED', 'issuer_declined', 'soft', 'call_customer', 'The guest’s bank refused the refund'],
  ['RESERVATION_DECLINED', 'issuer_declined', 'soft', 'call_customer', 'The guest’s bank refused to set the refund aside'],
  ['REFUND_AMOUNT_INVALID', 'configuration', 'hard', 'do_not_retry', 'More was to be given back than is left of the payment'],
  ['REFUND_ALREADY_PENDING', 'duplicate', 'soft', 'do_not_retry', 'A refund of this payment is on its way already'],
  ['PAYMENT_NOT_REFUNDABLE', 'processing_error', 'hard', 'call_customer', 'The payment cannot be refunded any more: agree on another way to pay back'],
  ['PAYMENT_NOT_REFUNDABLE_DUE_TO_DISPUTE', 'disputed', 'hard', 'answer_dispute', 'The guest has disputed the payment, so it is not refunded'],
  ['REFUND_ERROR_PAYMENT_NEEDS_COMPLETION', 'configuration', 'soft', 'fix_configuration', 'The amount is only held so far: collect it or let it go instead of refunding'],
  ['INSUFFICIENT_PERMISSIONS_FOR_REFUND', 'configuration', 'hard', 'fix_configuration', 'Your Square account may not make this refund'],
]);
