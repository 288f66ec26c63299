import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** Why wallets, vouchers and pay-later partners decline. Some methods write the plain code, some `partner_`. */
// prettier-ignore
export const LOCAL_METHODS: readonly ReasonRow[] = rows('https://docs.stripe.com/declines/codes', [
  ['card_already_activated', 'duplicate', 'hard', 'do_not_retry', 'The card has been activated before'],
  ['compliance_violation', 'issuer_declined', 'hard', 'do_not_retry', 'The payment service may not take this payment by its rules or the law'],
  ['expired_payment_information', 'expired_instrument', 'hard', 'update_details', 'The payment details on file have expired'],
  ['invalid_authorization', 'mandate_problem', 'hard', 'do_not_retry', 'The guest’s permission to charge is no longer valid'],
  ['invalid_billing_agreement', 'mandate_problem', 'hard', 'do_not_retry', 'The guest’s billing agreement has ended or was never valid'],
  ['invalid_business_account', 'configuration', 'hard', 'fix_configuration', 'Your own account at the payment service is not in order'],
  ['invalid_customer_account', 'closed_account', 'soft', 'contact_bank', 'The guest’s account at the payment service has to be put right first'],
  ['invalid_payment_information', 'incorrect_details', 'hard', 'update_details', 'The payment details are wrong'],
  ['lost_or_stolen_card', 'lost_or_stolen', 'hard', 'do_not_retry', 'The card behind the wallet is reported lost or stolen'],
  ['partner_action_not_supported', 'configuration', 'hard', 'fix_configuration', 'The payment service does not offer what was asked of it'],
  ['partner_duplicate_transaction', 'duplicate', 'soft', 'do_not_retry', 'The payment service has had this payment before: it may be paid already'],
  ['partner_expired_card', 'expired_instrument', 'hard', 'update_details', 'The card behind the wallet has expired'],
  ['partner_generic_decline', 'issuer_declined', 'soft', 'use_other_method', 'The payment service said no without a reason'],
  ['partner_high_risk_customer', 'suspected_fraud', 'hard', 'do_not_retry', 'The payment service finds the payment too risky; tell the guest only that it was declined'],
  ['partner_insufficient_funds', 'insufficient_funds', 'soft', 'retry_later', 'There is not enough money in the guest’s wallet'],
  ['partner_invalid_amount', 'limit_exceeded', 'soft', 'use_other_method', 'The payment service does not take this amount'],
  ['partner_invalid_currency', 'issuer_declined', 'hard', 'use_other_method', 'The guest’s wallet does not pay in the bill’s currency'],
  ['partner_payment_not_found', 'processing_error', 'soft', 'call_customer', 'The payment service cannot find the payment: look whether the guest was charged before asking again'],
  ['partner_processing_error', 'processing_error', 'soft', 'retry_now', 'Something went wrong at the payment service'],
  ['payment_disputed', 'disputed', 'hard', 'do_not_retry', 'The guest disputes the payment'],
  ['payment_limit_exceeded', 'limit_exceeded', 'soft', 'retry_later', 'The guest’s limit at the payment service is used up'],
  ['recurring_not_supported_by_bank', 'mandate_problem', 'hard', 'use_other_method', 'The guest’s bank does not do repeated payments'],
]);
