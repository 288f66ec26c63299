import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** What the guest or the bank says when it takes money back. Debits and cheques are returned for good; cards can be argued. */
// prettier-ignore
export const DISPUTES: readonly ReasonRow[] = rows('https://docs.stripe.com/disputes/categories', [
  ['dispute.bank_cannot_process', 'disputed', 'hard', 'call_customer', 'The guest’s bank could not process the debit and took it back'],
  ['dispute.check_returned', 'disputed', 'hard', 'call_customer', 'The cheque came back unpaid'],
  ['dispute.credit_not_processed', 'disputed', 'hard', 'answer_dispute', 'The guest says that a promised refund never came'],
  ['dispute.customer_initiated', 'disputed', 'hard', 'call_customer', 'The guest had the bank take the money back'],
  ['dispute.debit_not_authorized', 'disputed', 'hard', 'do_not_retry', 'The guest told the bank that they did not agree to the debit'],
  ['dispute.duplicate', 'disputed', 'hard', 'answer_dispute', 'The guest says that they were charged twice'],
  ['dispute.fraudulent', 'disputed', 'hard', 'answer_dispute', 'The cardholder says that it was not them'],
  ['dispute.general', 'disputed', 'hard', 'answer_dispute', 'The dispute fits none of the usual reasons'],
  ['dispute.incorrect_account_details', 'disputed', 'hard', 'update_details', 'The account details were wrong, so the debit came back'],
  ['dispute.insufficient_funds', 'disputed', 'soft', 'retry_later', 'The account was short of money, so the debit came back'],
  ['dispute.noncompliant', 'disputed', 'hard', 'answer_dispute', 'The card network says that its rules were broken'],
  ['dispute.product_not_received', 'disputed', 'hard', 'answer_dispute', 'The guest says that they never got what they paid for'],
  ['dispute.product_unacceptable', 'disputed', 'hard', 'answer_dispute', 'The guest says that it was not as promised'],
  ['dispute.subscription_canceled', 'disputed', 'hard', 'answer_dispute', 'The guest says that they had ended the subscription'],
  ['dispute.unrecognized', 'disputed', 'hard', 'answer_dispute', 'The cardholder does not recognise your name on the statement'],
]);
