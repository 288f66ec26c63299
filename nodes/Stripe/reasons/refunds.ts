import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** Why a refund came back (`failure_reason`): the money is with you again and the guest is still owed it. */
// prettier-ignore
export const REFUNDS: readonly ReasonRow[] = rows('https://docs.stripe.com/refunds#failed-refunds', [
  ['refund.charge_for_pending_refund_disputed', 'disputed', 'hard', 'answer_dispute', 'The guest disputed the payment while the refund was on its way'],
  ['refund.declined', 'issuer_declined', 'hard', 'call_customer', 'The guest’s bank refused the refund'],
  ['refund.expired_or_canceled_card', 'expired_instrument', 'hard', 'call_customer', 'The guest’s card has expired or was cancelled: agree on another way to pay back'],
  ['refund.insufficient_funds', 'insufficient_funds', 'soft', 'retry_later', 'Your own Stripe balance was too low for the refund'],
  ['refund.lost_or_stolen_card', 'lost_or_stolen', 'hard', 'call_customer', 'The guest’s card is lost or stolen: agree on another way to pay back'],
  ['refund.merchant_request', 'canceled', 'soft', 'do_not_retry', 'The refund was called off at your own request'],
  ['refund.unknown', 'unknown', 'soft', 'call_customer', 'The refund failed and nobody said why'],
]);
