import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** Why a payment was held, where it was refused afterwards; and states that say all there is. */
// prettier-ignore
export const STATES: readonly ReasonRow[] = rows('https://developer.paypal.com/docs/api/payments/v2/#captures_get', [
  ['BUYER_COMPLAINT', 'disputed', 'hard', 'answer_dispute', 'The guest has complained about the payment at PayPal'],
  ['CHARGEBACK', 'disputed', 'hard', 'answer_dispute', 'The guest’s bank has taken the money back'],
  ['ECHECK', 'insufficient_funds', 'soft', 'use_other_method', 'The guest paid from a bank account, and the bank did not pay'],
  ['INTERNATIONAL_WITHDRAWAL', 'configuration', 'soft', 'fix_configuration', 'Your PayPal account has to accept payments from abroad by hand'],
  ['OTHER', 'unknown', 'soft', 'call_customer', 'PayPal does not say why'],
  ['PENDING_REVIEW', 'suspected_fraud', 'soft', 'use_other_method', 'PayPal looked into the payment and refused it'],
  ['RECEIVING_PREFERENCE_MANDATES_MANUAL_ACTION', 'configuration', 'soft', 'fix_configuration', 'Your PayPal settings ask you to accept such payments by hand'],
  ['REFUNDED', 'canceled', 'soft', 'do_not_retry', 'The money has gone back to the guest'],
  ['TRANSACTION_APPROVED_AWAITING_FUNDING', 'insufficient_funds', 'soft', 'retry_later', 'The guest’s money had still to reach PayPal'],
  ['UNILATERAL', 'configuration', 'hard', 'fix_configuration', 'The email address that was paid belongs to no PayPal account yet'],
  ['VERIFICATION_REQUIRED', 'configuration', 'hard', 'fix_configuration', 'Your PayPal account has to be verified'],
  ['ipn.Failed', 'issuer_declined', 'soft', 'use_other_method', 'The guest’s bank account did not pay'],
  ['ipn.Denied', 'canceled', 'hard', 'call_customer', 'The payment was held, and you or PayPal refused it'],
  ['ipn.Expired', 'processing_error', 'hard', 'call_customer', 'The reservation has run out before it was collected'],
  ['DECLINED', 'issuer_declined', 'soft', 'retry_later', 'The payment was refused, and nobody said why'],
  ['DENIED', 'issuer_declined', 'soft', 'retry_later', 'The payment was refused, and nobody said why'],
  ['FAILED', 'processing_error', 'soft', 'retry_later', 'The payment could not be made, and nobody said why'],
  ['approval_reversed', 'processing_error', 'soft', 'call_customer', 'The guest had agreed to pay, and it was not collected in time'],
]);
