import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

const SOURCE = 'https://developer.paypal.com/api/nvp-soap/ipn/IPNandPDTVariables/';

/** Why a case was opened, in the words of IPN: a complaint at PayPal or a chargeback. */
// prettier-ignore
export const CASES: readonly ReasonRow[] = rows(SOURCE, [
  ['dispute.non_receipt', 'disputed', 'hard', 'answer_dispute', 'The guest says that they never got what they paid for'],
  ['dispute.not_as_described', 'disputed', 'hard', 'answer_dispute', 'The guest says that it was not as promised'],
  ['dispute.unauthorized_claim', 'disputed', 'hard', 'answer_dispute', 'The guest says that they did not make the payment'],
  ['dispute.unauthorized', 'disputed', 'hard', 'answer_dispute', 'The guest told their bank that they did not make the payment'],
  ['dispute.adjustment_reimburse', 'disputed', 'hard', 'call_customer', 'The dispute is closed, and the money has to be given back'],
  ['dispute.duplicate', 'disputed', 'hard', 'answer_dispute', 'The guest says that they were charged twice'],
  ['dispute.merchandise', 'disputed', 'hard', 'answer_dispute', 'The guest says that what they got was bad or broken'],
  ['dispute.billing', 'disputed', 'hard', 'answer_dispute', 'The guest says that something is wrong with the bill'],
  ['dispute.special', 'disputed', 'hard', 'answer_dispute', 'The guest’s bank gives another reason, often a mistake of its own'],
]);

/** Why money was taken back, in the words of IPN, of which `buyer_complaint` comes written in two ways. */
// prettier-ignore
export const REVERSALS: readonly ReasonRow[] = rows(SOURCE, [
  ['dispute.adjustment_reversal', 'disputed', 'hard', 'answer_dispute', 'A correction of PayPal’s was taken back'],
  ['dispute.admin_fraud_reversal', 'disputed', 'hard', 'answer_dispute', 'PayPal found fraud and took the money back'],
  ['dispute.admin_reversal', 'disputed', 'hard', 'answer_dispute', 'PayPal took the money back itself'],
  ['dispute.buyer_complaint', 'disputed', 'hard', 'answer_dispute', 'The guest has complained about the payment at PayPal'],
  ['dispute.buyer-complaint', 'disputed', 'hard', 'answer_dispute', 'The guest has complained about the payment at PayPal'],
  ['dispute.chargeback', 'disputed', 'hard', 'answer_dispute', 'The guest’s bank has taken the money back'],
  ['dispute.chargeback_reimbursement', 'disputed', 'hard', 'answer_dispute', 'Money that the guest’s bank had taken was given back'],
  ['dispute.chargeback_settlement', 'disputed', 'hard', 'answer_dispute', 'The guest’s bank has taken the money for good'],
  ['dispute.guarantee', 'disputed', 'hard', 'answer_dispute', 'The guest claimed PayPal’s guarantee'],
  ['dispute.refund', 'disputed', 'hard', 'answer_dispute', 'The money has gone back to the guest'],
  ['dispute.unauthorized_spoof', 'disputed', 'hard', 'answer_dispute', 'Somebody may have paid in the guest’s name by trickery'],
  ['dispute.other', 'disputed', 'hard', 'answer_dispute', 'The guest disputes the payment for another reason'],
]);
