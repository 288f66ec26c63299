import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** What the IPG itself says no for. Other codes in its approval code are those of processors and networks. */
// prettier-ignore
export const IPG: readonly ReasonRow[] = rows('https://github.com/Fiserv/ipg-na/blob/develop/docs/additionalInfo/ResponseCodes.md', [
  ['00', 'unknown', 'soft', 'call_customer', 'It was approved: if it is told as failed, look what became of it'],
  ['05', 'issuer_declined', 'soft', 'retry_later', 'The bank said no without a reason'],
  ['5002', 'configuration', 'hard', 'use_other_method', 'Your store does not take this brand of card'],
  ['5003', 'duplicate', 'soft', 'do_not_retry', 'Your store has had this order number before: it may be paid already'],
  ['5005', 'duplicate', 'soft', 'do_not_retry', 'The same payment was sent twice within moments: the first may have gone through'],
  ['5101', 'authentication_required', 'soft', 'authenticate', 'The guest could not prove to the bank that it is them'],
  ['5103', 'authentication_required', 'soft', 'authenticate', 'The guest did not come back from the bank’s page'],
  ['5993', 'canceled', 'soft', 'call_customer', 'The guest called the payment off'],
  ['12000', 'incorrect_details', 'soft', 'update_details', 'The security code is missing, and your store asks for it'],
  ['30053', 'issuer_unavailable', 'soft', 'retry_now', 'The processor did not answer in time'],
  ['30060', 'processing_error', 'soft', 'retry_now', 'Gateway and processor did not understand each other'],
  ['50653', 'configuration', 'hard', 'fix_configuration', 'Your store is not set up for this currency'],
  ['PP00001', 'canceled', 'soft', 'call_customer', 'The guest did not come back from the page of their bank or wallet'],
  ['P00001', 'canceled', 'soft', 'call_customer', 'The guest called the payment off at their bank or wallet'],
  ['INPUT_DATA', 'configuration', 'hard', 'fix_configuration', 'What your checkout sent is wrong, or speaks of a payment that there is not'],
  ['QUOTA', 'insufficient_funds', 'soft', 'retry_later', 'Your own balance there is too low for this refund'],
]);
