import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** Error codes of the API that a failed payment, setup or debit can carry besides those in the tables of declines. */
// prettier-ignore
export const ERRORS: readonly ReasonRow[] = rows('https://docs.stripe.com/error-codes', [
  ['account_number_invalid', 'incorrect_details', 'hard', 'update_details', 'The account number is wrong'],
  ['amount_too_large', 'configuration', 'hard', 'fix_configuration', 'The amount is above what Stripe takes at once'],
  ['amount_too_small', 'configuration', 'hard', 'fix_configuration', 'The amount is below what Stripe takes'],
  ['authentication_failure', 'authentication_required', 'soft', 'authenticate', 'The guest did not get through the bank’s confirmation'],
  ['bank_account_closed', 'closed_account', 'hard', 'use_other_method', 'The bank account is closed'],
  ['bank_account_invalid_details', 'incorrect_details', 'hard', 'update_details', 'There is no bank account with these details'],
  ['bank_account_unverified', 'incorrect_details', 'soft', 'update_details', 'The guest has not confirmed the bank account yet'],
  ['billing_invalid_mandate', 'mandate_problem', 'hard', 'update_details', 'The guest’s permission to debit is not valid'],
  ['card_declined', 'issuer_declined', 'soft', 'retry_later', 'The card was declined and nobody said why'],
  ['charge_exceeds_transaction_limit', 'limit_exceeded', 'hard', 'use_other_method', 'The amount is above what this account allows at once'],
  ['expired_payment_method', 'expired_instrument', 'hard', 'update_details', 'The payment method has expired'],
  ['incorrect_postal_code', 'incorrect_details', 'soft', 'update_details', 'The postal code is not the one the bank knows'],
  ['india_recurring_payment_mandate_canceled', 'mandate_problem', 'hard', 'update_details', 'The guest has ended the standing permission at the bank'],
  ['invalid_card_type', 'issuer_declined', 'hard', 'use_other_method', 'This kind of card cannot be used here'],
  ['invalid_charge_amount', 'configuration', 'hard', 'fix_configuration', 'The amount does not fit the currency'],
  ['invoice_payment_intent_requires_action', 'authentication_required', 'soft', 'authenticate', 'The bank wants the guest to confirm the payment themselves'],
  ['payment_intent_action_required', 'authentication_required', 'soft', 'authenticate', 'The bank wants the guest to confirm the payment themselves'],
  ['payment_method_bank_account_blocked', 'closed_account', 'hard', 'use_other_method', 'Earlier debits of this account failed, so Stripe has blocked it'],
  ['payment_method_currency_mismatch', 'configuration', 'hard', 'fix_configuration', 'The payment method does not pay in the bill’s currency'],
  ['payment_method_microdeposit_failed', 'incorrect_details', 'hard', 'update_details', 'The test deposit did not reach the bank account'],
  ['payment_method_not_available', 'issuer_unavailable', 'soft', 'retry_later', 'The payment service is out of order for now'],
  ['payment_method_restricted', 'issuer_declined', 'hard', 'use_other_method', 'This payment method may not be used for this'],
  ['payment_method_unactivated', 'configuration', 'hard', 'fix_configuration', 'This payment method is not switched on in your Stripe account'],
  ['routing_number_invalid', 'incorrect_details', 'hard', 'update_details', 'The bank’s routing number is wrong'],
  ['setup_attempt_failed', 'issuer_declined', 'soft', 'update_details', 'The card or account could not be saved'],
  ['setup_intent_authentication_failure', 'authentication_required', 'soft', 'authenticate', 'The guest did not get through the bank’s confirmation'],
  ['setup_intent_mandate_invalid', 'mandate_problem', 'hard', 'update_details', 'The guest’s permission to debit is not valid'],
  ['setup_intent_setup_attempt_expired', 'canceled', 'soft', 'call_customer', 'The guest did not finish saving the card in time'],
  ['terminal_reader_hardware_fault', 'processing_error', 'soft', 'use_other_method', 'The card reader has a fault'],
  ['terminal_reader_offline', 'processing_error', 'soft', 'retry_now', 'The card reader is offline'],
  ['terminal_reader_timeout', 'processing_error', 'soft', 'retry_now', 'The card reader did not answer in time'],
  ['three_d_secure_authentication_upstream_error', 'issuer_unavailable', 'soft', 'retry_now', 'The bank’s confirmation service is out of order'],
]);
