import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** Why debits of bank accounts fail, and why attempts end before anybody was asked for money. */
// prettier-ignore
export const BANK_DEBITS: readonly ReasonRow[] = rows('https://docs.stripe.com/error-codes', [
  // `insufficient_funds` and `processing_error` mean the same for cards and accounts and stand with the cards.
  ['account_closed', 'closed_account', 'hard', 'use_other_method', 'The bank account is closed'],
  ['bank_account_declined', 'issuer_declined', 'hard', 'use_other_method', 'This bank account cannot be debited'],
  ['bank_account_restricted', 'closed_account', 'hard', 'use_other_method', 'The bank account does not allow this payment'],
  ['bank_account_unusable', 'closed_account', 'hard', 'use_other_method', 'The bank account cannot be used for payments'],
  // Stripe’s own brake after many declines: not a money limit.
  ['card_decline_rate_limit_exceeded', 'issuer_declined', 'soft', 'retry_later', 'The card was declined too often today and has to rest'],
  ['charge_exceeds_source_limit', 'limit_exceeded', 'soft', 'retry_later', 'More was taken from this account lately than Stripe allows'],
  ['debit_not_authorized', 'mandate_problem', 'hard', 'do_not_retry', 'The guest told the bank that they did not agree to this debit'],
  ['no_account', 'incorrect_details', 'hard', 'update_details', 'There is no bank account with these details'],
  ['payment_intent_authentication_failure', 'authentication_required', 'soft', 'authenticate', 'The guest did not get through the bank’s confirmation'],
  ['payment_intent_mandate_invalid', 'mandate_problem', 'hard', 'update_details', 'The guest’s permission to debit is no longer valid'],
  ['payment_intent_payment_attempt_expired', 'canceled', 'soft', 'call_customer', 'The guest did not finish paying in time'],
  ['payment_intent_payment_attempt_failed', 'issuer_declined', 'soft', 'retry_later', 'The payment failed and nobody said why'],
  ['payment_method_customer_decline', 'canceled', 'soft', 'call_customer', 'The guest called the payment off'],
  ['payment_method_provider_decline', 'issuer_declined', 'soft', 'use_other_method', 'The bank or payment service said no'],
  ['payment_method_provider_timeout', 'issuer_unavailable', 'soft', 'retry_now', 'The bank or payment service did not answer in time'],
  ['refer_to_customer', 'issuer_declined', 'soft', 'contact_bank', 'The bank keeps its reasons for the guest'],
  ['sepa_unsupported_account', 'issuer_declined', 'hard', 'use_other_method', 'This account does not take SEPA debits'],
]);
