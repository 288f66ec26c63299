import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** What went wrong where only the event itself says so: Adyen gives no code with it. */
// prettier-ignore
export const SETBACKS: readonly ReasonRow[] = rows('https://docs.adyen.com/development-resources/webhooks/webhook-types', [
  ['CAPTURE', 'configuration', 'soft', 'call_customer', 'Adyen did not accept the request to collect the payment, which the card may hold still'],
  ['CAPTURE_FAILED', 'processing_error', 'soft', 'retry_later', 'The network did not hand over what it had promised; Adyen often tries again by itself'],
  ['EXPIRE', 'canceled', 'soft', 'call_customer', 'The hold on the guest’s card ran out before the payment was collected'],
  ['OFFER_CLOSED', 'canceled', 'soft', 'call_customer', 'The guest left the payment page, or took too long, and nothing was paid'],
  ['REFUND', 'processing_error', 'soft', 'call_customer', 'Adyen did not accept the request to pay the money back'],
  ['REFUND_WITH_DATA', 'processing_error', 'soft', 'call_customer', 'Adyen could not pay the money out'],
  ['REFUND_FAILED', 'issuer_declined', 'hard', 'call_customer', 'The network sent the refund back: agree with the guest on another way'],
  ['REFUNDED_REVERSED', 'closed_account', 'hard', 'call_customer', 'The guest’s bank sent the refund back: agree on another way'],
  ['CANCELLATION', 'processing_error', 'soft', 'call_customer', 'The payment could not be called off: the guest may still be charged'],
  ['CANCEL_OR_REFUND', 'processing_error', 'soft', 'call_customer', 'The payment could neither be called off nor paid back'],
  ['TECHNICAL_CANCEL', 'processing_error', 'soft', 'call_customer', 'The payment could not be called off: the guest may still be charged'],
]);

/** Why a payment is disputed is told by the card network’s own code; what it means for you, by how far it has come. */
// prettier-ignore
export const DISPUTES: readonly ReasonRow[] = rows('https://docs.adyen.com/risk-management/disputes-api/dispute-notifications', [
  ['REQUEST_FOR_INFORMATION', 'disputed', 'hard', 'answer_dispute', 'The guest’s bank asks about the payment; unanswered, it may become a dispute'],
  ['NOTIFICATION_OF_CHARGEBACK', 'disputed', 'hard', 'answer_dispute', 'The guest disputes the payment at their bank'],
  ['DISPUTE_OPENED_WITH_CHARGEBACK', 'disputed', 'hard', 'answer_dispute', 'The guest disputes the payment, and their bank took the money back at once'],
  ['CHARGEBACK', 'disputed', 'hard', 'answer_dispute', 'The guest’s bank took the money back'],
  ['SECOND_CHARGEBACK', 'disputed', 'hard', 'call_customer', 'The guest’s bank did not accept your answer and keeps the money'],
  ['PREARBITRATION_LOST', 'disputed', 'hard', 'call_customer', 'The last round of the dispute is lost'],
  ['DISPUTE_DEFENSE_PERIOD_ENDED', 'disputed', 'hard', 'call_customer', 'The time to answer the dispute ran out, or you accepted it'],
]);
