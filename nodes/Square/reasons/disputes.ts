import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** What the guest or the bank says when it takes money back. */
// prettier-ignore
export const DISPUTES: readonly ReasonRow[] = rows('https://developer.squareup.com/reference/square/enums/DisputeReason', [
  ['dispute.AMOUNT_DIFFERS', 'disputed', 'hard', 'answer_dispute', 'The guest says that they were charged another amount than agreed'],
  ['dispute.CANCELLED', 'disputed', 'hard', 'answer_dispute', 'The guest says that they had cancelled'],
  ['dispute.DUPLICATE', 'disputed', 'hard', 'answer_dispute', 'The guest says that they were charged twice'],
  ['dispute.NO_KNOWLEDGE', 'disputed', 'hard', 'answer_dispute', 'The cardholder does not know of the payment'],
  ['dispute.NOT_AS_DESCRIBED', 'disputed', 'hard', 'answer_dispute', 'The guest says that it was not as promised'],
  ['dispute.NOT_RECEIVED', 'disputed', 'hard', 'answer_dispute', 'The guest says that they never got what they paid for'],
  ['dispute.PAID_BY_OTHER_MEANS', 'disputed', 'hard', 'answer_dispute', 'The guest says that they paid another way'],
  ['dispute.CUSTOMER_REQUESTS_CREDIT', 'disputed', 'hard', 'answer_dispute', 'The guest says that a promised refund never came'],
  ['dispute.EMV_LIABILITY_SHIFT', 'disputed', 'hard', 'answer_dispute', 'A chip card was swiped instead of inserted, so the bank holds you liable'],
]);
