import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** What goes wrong between guest and bank: https://developer.squareup.com/reference/square/enums/ErrorCode */
// prettier-ignore
export const TECHNICAL: readonly ReasonRow[] = rows('https://developer.squareup.com/reference/square/enums/ErrorCode', [
  ['READER_DECLINED', 'processing_error', 'soft', 'retry_now', 'The card reader gave up; one more try often works'],
  ['INVALID_ENCRYPTED_CARD', 'processing_error', 'soft', 'retry_now', 'What the reader or checkout sent of the card could not be read'],
  ['CARD_TOKEN_EXPIRED', 'processing_error', 'soft', 'retry_now', 'Too much time passed between entering the card and paying'],
  ['CARD_TOKEN_USED', 'duplicate', 'soft', 'do_not_retry', 'The same card entry was sent twice: it may be paid already'],
  ['SOURCE_USED', 'duplicate', 'soft', 'do_not_retry', 'The same way to pay was sent twice: it may be done already'],
  ['SOURCE_EXPIRED', 'processing_error', 'soft', 'retry_now', 'Too much time passed between choosing how to pay and paying'],
  ['IDEMPOTENCY_KEY_REUSED', 'duplicate', 'soft', 'do_not_retry', 'Your checkout sent this payment before: it may be paid already'],
  ['PAYMENT_AMOUNT_MISMATCH', 'processing_error', 'soft', 'call_customer', 'Your checkout and Square do not agree on the amount'],
  ['CHECKOUT_EXPIRED', 'canceled', 'soft', 'call_customer', 'The payment link has expired: send the guest a new one'],
  ['DELAYED_TRANSACTION_EXPIRED', 'canceled', 'soft', 'call_customer', 'The amount was held on the card and not collected in time'],
  ['DELAYED_TRANSACTION_CANCELED', 'canceled', 'soft', 'call_customer', 'The amount was held on the card and let go before it was collected'],
  ['DELAYED_TRANSACTION_CAPTURED', 'duplicate', 'soft', 'do_not_retry', 'The amount that was held has been collected already'],
  ['DELAYED_TRANSACTION_FAILED', 'issuer_declined', 'soft', 'use_other_method', 'The amount that was held could not be collected'],
  ['PLAID_ERROR', 'processing_error', 'soft', 'retry_now', 'The connection to the guest’s bank did not work'],
  ['PLAID_ERROR_RATE_LIMIT', 'issuer_unavailable', 'soft', 'retry_now', 'The connection to the guest’s bank is busy'],
  ['TEMPORARY_ERROR', 'processing_error', 'soft', 'retry_now', 'Square had a short trouble of its own'],
  ['INTERNAL_SERVER_ERROR', 'processing_error', 'soft', 'retry_now', 'Square had a trouble of its own'],
  ['SERVICE_UNAVAILABLE', 'processing_error', 'soft', 'retry_now', 'Square was not available'],
  ['GATEWAY_TIMEOUT', 'processing_error', 'soft', 'retry_now', 'Square took too long to answer: look whether it is paid before trying again'],
  ['BAD_GATEWAY', 'processing_error', 'soft', 'retry_now', 'Square could not reach a part of itself'],
  ['REQUEST_TIMEOUT', 'processing_error', 'soft', 'retry_now', 'The request took too long: look whether it is paid before trying again'],
  ['RATE_LIMITED', 'processing_error', 'soft', 'retry_now', 'Your checkout sent Square too many requests at once'],
]);
