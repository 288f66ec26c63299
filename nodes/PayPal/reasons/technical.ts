import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** What went wrong on the way to the bank. */
// prettier-ignore
export const TECHNICAL: readonly ReasonRow[] = rows('https://developer.paypal.com/serversdk/http/models/enumerations/processor-response-code', [
  ['0800', 'processing_error', 'soft', 'call_customer', 'The answer was broken and the payment has to be taken back: look whether the guest was charged'],
  ['0880', 'processing_error', 'soft', 'retry_now', 'A cipher on the way failed'],
  ['0960', 'issuer_unavailable', 'soft', 'retry_now', 'The bank’s system has a fault'],
  ['1360', 'processing_error', 'soft', 'retry_now', 'The payment was marked with a code that the bank did not take'],
  ['1384', 'processing_error', 'soft', 'call_customer', 'The payment does not fit the one before it: look whether the guest was charged'],
  ['5910', 'issuer_unavailable', 'soft', 'use_other_method', 'The guest’s bank could not be reached, and this payment cannot be tried again'],
  ['5920', 'issuer_unavailable', 'soft', 'retry_now', 'The guest’s bank could not be reached'],
  ['8000', 'processing_error', 'soft', 'retry_now', 'PayPal’s processor has a fault'],
  ['8100', 'issuer_unavailable', 'soft', 'retry_later', 'The connection to the bank broke'],
  ['8110', 'issuer_unavailable', 'soft', 'retry_now', 'The connection to the bank broke for a moment'],
  ['8220', 'issuer_unavailable', 'soft', 'retry_now', 'The system on the way is not available'],
  ['9100', 'issuer_unavailable', 'soft', 'retry_now', 'The bank asks for another try'],
  ['9600', 'unknown', 'soft', 'call_customer', 'The bank gave a code that PayPal does not know'],
  ['PPER', 'processing_error', 'soft', 'retry_now', 'PayPal has a fault of its own'],
  ['PPNT', 'issuer_unavailable', 'soft', 'retry_now', 'The network on the way failed'],
  ['PPS4', 'processing_error', 'soft', 'call_customer', 'The currency is another than when the money was reserved: look whether the guest was charged'],
  ['PPS5', 'processing_error', 'soft', 'call_customer', 'The card is another than when the money was reserved: look whether the guest was charged'],
  ['PPS6', 'processing_error', 'soft', 'call_customer', 'The amount is another than when the money was reserved: look whether the guest was charged'],
]);
