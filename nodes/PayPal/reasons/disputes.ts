import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** What the guest says when they want money back; and that it was taken. */
// prettier-ignore
export const DISPUTES: readonly ReasonRow[] = rows('https://developer.paypal.com/docs/api/customer-disputes/v1/#disputes_get', [
  ['dispute.MERCHANDISE_OR_SERVICE_NOT_RECEIVED', 'disputed', 'hard', 'answer_dispute', 'The guest says that they never got what they paid for'],
  ['dispute.MERCHANDISE_OR_SERVICE_NOT_AS_DESCRIBED', 'disputed', 'hard', 'answer_dispute', 'The guest says that it was not as promised'],
  ['dispute.UNAUTHORISED', 'disputed', 'hard', 'answer_dispute', 'The guest says that they did not make the payment'],
  ['dispute.CREDIT_NOT_PROCESSED', 'disputed', 'hard', 'answer_dispute', 'The guest says that a promised refund never came'],
  ['dispute.DUPLICATE_TRANSACTION', 'disputed', 'hard', 'answer_dispute', 'The guest says that they were charged twice'],
  ['dispute.INCORRECT_AMOUNT', 'disputed', 'hard', 'answer_dispute', 'The guest says that the amount is wrong'],
  ['dispute.PAYMENT_BY_OTHER_MEANS', 'disputed', 'hard', 'answer_dispute', 'The guest says that they paid another way'],
  ['dispute.CANCELED_RECURRING_BILLING', 'disputed', 'hard', 'answer_dispute', 'The guest says that they had cancelled'],
  ['dispute.PROBLEM_WITH_REMITTANCE', 'disputed', 'hard', 'answer_dispute', 'Something went wrong with a transfer'],
  ['dispute.OTHER', 'disputed', 'hard', 'answer_dispute', 'The guest disputes the payment for another reason'],
  ['dispute.reversed', 'disputed', 'hard', 'answer_dispute', 'The money was taken back from your account'],
]);
