import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** Why a subscription’s payment failed. */
// prettier-ignore
export const SUBSCRIPTIONS: readonly ReasonRow[] = rows('https://developer.paypal.com/docs/api/subscriptions/v1/#subscriptions_get', [
  ['PAYMENT_DENIED', 'issuer_declined', 'soft', 'retry_later', 'The payment was refused, and nobody said why'],
  ['INTERNAL_SERVER_ERROR', 'processing_error', 'soft', 'retry_later', 'PayPal has a fault of its own'],
  ['PAYEE_ACCOUNT_RESTRICTED', 'configuration', 'hard', 'fix_configuration', 'Your PayPal account is restricted'],
  ['PAYER_ACCOUNT_RESTRICTED', 'closed_account', 'hard', 'contact_bank', 'The guest’s PayPal account is restricted'],
  ['PAYER_CANNOT_PAY', 'insufficient_funds', 'soft', 'retry_later', 'The guest’s PayPal account cannot pay this'],
  ['SENDING_LIMIT_EXCEEDED', 'limit_exceeded', 'soft', 'retry_later', 'The guest may not send more with PayPal for now'],
  ['TRANSACTION_RECEIVING_LIMIT_EXCEEDED', 'configuration', 'soft', 'fix_configuration', 'Your PayPal account may not receive so much'],
  ['CURRENCY_MISMATCH', 'configuration', 'hard', 'fix_configuration', 'The guest’s currency is not the one that the payment asks for'],
]);
