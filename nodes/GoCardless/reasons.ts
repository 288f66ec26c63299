import { reasonTable } from '../core/event/reason';
import { rows, type ReasonLine } from '../core/event/reasonRows';

const source = 'https://developer.gocardless.com/api-reference/#event-types';

/** Every cause that GoCardless gives for something that failed, whichever scheme it went by. */
// prettier-ignore
const CAUSES: readonly ReasonLine[] = [
  ['account_blocked_for_any_financial_transaction', 'closed_account', 'hard', 'contact_bank', 'The guest’s account is blocked'],
  ['authorisation_disputed', 'disputed', 'hard', 'do_not_retry', 'The guest says that they never agreed to the debit'],
  ['bank_account_closed', 'closed_account', 'hard', 'use_other_method', 'The guest’s account is closed'],
  ['bank_account_transferred', 'closed_account', 'soft', 'update_details', 'The guest’s account has moved to another bank'],
  ['bank_declined_payment', 'issuer_declined', 'soft', 'use_other_method', 'The guest’s bank said no'],
  ['customer_approval_denied', 'canceled', 'soft', 'call_customer', 'The guest was asked to approve the payment, and did not'],
  ['daily_payment_limit_reached', 'limit_exceeded', 'soft', 'retry_later', 'The guest’s bank lets no more be paid today'],
  ['direct_debit_not_enabled', 'closed_account', 'hard', 'use_other_method', 'The guest’s account takes no direct debits'],
  ['initial_one_off_payment_failed', 'canceled', 'soft', 'call_customer', 'The first payment failed, and what hung on it was given up'],
  ['instalment_schedule_cancelled', 'canceled', 'soft', 'call_customer', 'The payment plan was called off'],
  ['insufficient_funds', 'insufficient_funds', 'soft', 'retry_later', 'There is not enough money in the account'],
  ['insufficient_payment_permissions', 'authentication_required', 'soft', 'contact_bank', 'Somebody else has to approve payments from this account'],
  ['invalid_bank_details', 'incorrect_details', 'hard', 'update_details', 'The guest’s bank details are wrong'],
  ['mandate_blocked', 'suspected_fraud', 'hard', 'do_not_retry', 'The guest’s details are on your own list of those to block'],
  ['mandate_blocked_by_gocardless', 'suspected_fraud', 'hard', 'do_not_retry', 'GoCardless blocks payments from this guest'],
  ['mandate_cancelled', 'mandate_problem', 'hard', 'update_details', 'The guest’s permission to collect was withdrawn'],
  ['mandate_expired', 'mandate_problem', 'hard', 'update_details', 'The guest’s permission lay unused for so long that it has ended'],
  ['mandate_suspended_by_payer', 'mandate_problem', 'soft', 'call_customer', 'The guest has suspended the permission to collect'],
  ['other', 'unknown', 'soft', 'call_customer', 'GoCardless gives no reason of its own'],
  ['payer_deceased', 'closed_account', 'hard', 'do_not_retry', 'The account holder has died'],
  ['payment_cancelled', 'canceled', 'soft', 'call_customer', 'The payment was called off before it was collected'],
  ['payment_stopped', 'mandate_problem', 'hard', 'contact_bank', 'The guest or their bank has stopped this payment'],
  ['payment_violated_mandate_parameters', 'limit_exceeded', 'hard', 'fix_configuration', 'The payment is above what the guest’s permission allows'],
  ['refer_to_payer', 'issuer_declined', 'soft', 'retry_later', 'The bank does not say why, and mostly there is too little money'],
  ['refund_failed', 'closed_account', 'hard', 'call_customer', 'The money could not be given back to the guest’s account'],
  ['refund_requested', 'disputed', 'hard', 'call_customer', 'The guest had their bank send the money back'],
  ['return_on_odfi_request', 'disputed', 'hard', 'call_customer', 'The banks agreed to send the money back to the guest'],
  ['test_failure', 'processing_error', 'soft', 'retry_later', 'GoCardless’s sandbox let the payment fail for a test'],
];

export const reasons = reasonTable(rows(source, CAUSES));
