import { reasonTable } from '../core/event/reason';
import { rows } from '../core/event/reasonRows';

export const CLIENT_DECLINED = 'client.Declined';
export const AUTOPAY_SUSPENDED = 'autopay.Suspended';

/** A transaction that failed says so by its status alone; no codes are published. */
// prettier-ignore
const TRANSACTIONS = rows('https://developers.mindbodyonline.com/ui/documentation/public-api#/http/api-endpoints/sale/get-transactions', [
  ['Declined', 'issuer_declined', 'soft', 'use_other_method', 'The bank said no, and Mindbody does not say why'],
  ['Rejected', 'issuer_declined', 'soft', 'use_other_method', 'The payment was refused, and Mindbody does not say by whom'],
  ['Returned', 'issuer_declined', 'soft', 'use_other_method', 'The bank sent the debit back, and Mindbody does not say why'],
  ['Error', 'processing_error', 'soft', 'retry_later', 'Something went wrong between the till and the bank'],
  ['Failed', 'unknown', 'soft', 'call_customer', 'The payment failed, and Mindbody says no more'],
]);

/** States that say that recurring payments do not come in. */
// prettier-ignore
const STATES = rows('https://developers.mindbodyonline.com/PublicDocumentation/V6', [
  [CLIENT_DECLINED, 'issuer_declined', 'soft', 'update_details', 'An automatic payment of this guest was declined: ask for another card'],
  [AUTOPAY_SUSPENDED, 'mandate_problem', 'soft', 'call_customer', 'The guest’s automatic payments are suspended: nothing is collected until they are resumed'],
]);

export const reasons = reasonTable(TRANSACTIONS, STATES);
