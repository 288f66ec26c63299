import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** Why a payment was taken back, where nobody at the restaurant wanted it: it never was one. */
// prettier-ignore
export const VOIDS: readonly ReasonRow[] = rows('https://github.com/clover/clover-android-sdk/blob/master/clover-android-sdk/src/main/java/com/clover/sdk/v3/order/VoidReason.java', [
  ['NOT_APPROVED', 'issuer_declined', 'soft', 'use_other_method', 'The bank did not approve the payment'],
  ['FAILED', 'processing_error', 'soft', 'retry_now', 'The payment did not come to an end, and was taken back'],
  ['TRANSPORT_ERROR', 'processing_error', 'soft', 'retry_now', 'The till lost its connection in the middle of the payment'],
  ['REJECT_OFFLINE', 'processing_error', 'soft', 'retry_later', 'The till was offline, and staff did not take the risk'],
  ['REJECT_PARTIAL_AUTH', 'insufficient_funds', 'soft', 'use_other_method', 'The card had money for a part only, which was not taken'],
  ['DEVELOPER_PAY_PARTIAL_AUTH', 'insufficient_funds', 'soft', 'use_other_method', 'The card had money for a part only, which the app does not take'],
  ['REJECT_SIGNATURE', 'suspected_fraud', 'soft', 'use_other_method', 'Staff did not accept the signature'],
  ['DEVELOPER_PAY_TIP_ADJUST_FAILED', 'processing_error', 'soft', 'call_customer', 'The tip could not be added, and the payment was taken back'],
  ['GIFTCARD_LOAD_FAILED', 'processing_error', 'soft', 'retry_now', 'The gift card could not be loaded, and its payment was taken back'],
]);
