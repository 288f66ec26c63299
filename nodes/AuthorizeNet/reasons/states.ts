import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** What a transaction's state says where no reason code does. */
// prettier-ignore
export const STATES: readonly ReasonRow[] = rows('https://community.developer.authorize.net/t5/Integration-and-Testing/Getting-transaction-details/m-p/16374', [
  ['communicationError', 'processing_error', 'soft', 'retry_later', 'The processor rejected the payment when the money was to be collected'],
  ['generalError', 'processing_error', 'soft', 'retry_later', 'Something went wrong, and Authorize.Net does not say what'],
  ['failedReview', 'suspected_fraud', 'hard', 'do_not_retry', 'It did not pass the review; tell the guest only that it was declined'],
  ['voided', 'canceled', 'soft', 'call_customer', 'It was called off on your own side'],
]);
