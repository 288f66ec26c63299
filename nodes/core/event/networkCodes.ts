import { reasonTable } from './reason';
import { rows, type ReasonLine } from './reasonRows';

const source = 'https://docs.stripe.com/declines/network-codes';

/**
 * What card networks answer (ISO 8583 field 39, as Visa and Mastercard use it), for gateways that pass the code on.
 * Approvals (00, 10, 85) are no reasons. Where networks disagree on a code (62, 65, 79, 82, 83) the milder reading stands.
 */
// prettier-ignore
const CODES: readonly ReasonLine[] = [
  ['01', 'issuer_declined', 'soft', 'contact_bank', 'The bank keeps its reasons for the guest'],
  ['02', 'issuer_declined', 'soft', 'contact_bank', 'The bank keeps its reasons for the guest'],
  ['03', 'configuration', 'soft', 'fix_configuration', 'The network does not know your merchant account'],
  ['04', 'lost_or_stolen', 'hard', 'do_not_retry', 'The bank wants the card back'],
  ['05', 'issuer_declined', 'soft', 'retry_later', 'The bank said no without a reason'],
  ['06', 'processing_error', 'soft', 'retry_now', 'Something went wrong at the bank'],
  ['07', 'lost_or_stolen', 'hard', 'do_not_retry', 'The bank wants the card back and suspects fraud'],
  ['12', 'issuer_declined', 'hard', 'do_not_retry', 'The bank does not allow this kind of payment'],
  ['13', 'configuration', 'hard', 'fix_configuration', 'The amount was not written as the bank expects'],
  ['14', 'incorrect_details', 'hard', 'update_details', 'There is no card with this number'],
  ['15', 'incorrect_details', 'hard', 'update_details', 'There is no bank behind this card number'],
  ['19', 'processing_error', 'soft', 'retry_now', 'The bank asks for another try'],
  ['21', 'issuer_declined', 'soft', 'retry_later', 'The bank did nothing with the payment'],
  ['25', 'processing_error', 'soft', 'call_customer', 'The bank cannot find the payment this one refers to: look whether the guest was charged'],
  ['28', 'issuer_unavailable', 'soft', 'retry_now', 'The bank’s records are out of reach for now'],
  ['30', 'configuration', 'hard', 'fix_configuration', 'The payment was not written as the bank expects'],
  ['39', 'closed_account', 'hard', 'use_other_method', 'The card has no credit account'],
  ['41', 'lost_or_stolen', 'hard', 'do_not_retry', 'The card is reported lost'],
  ['43', 'lost_or_stolen', 'hard', 'do_not_retry', 'The card is reported stolen'],
  ['46', 'closed_account', 'hard', 'use_other_method', 'The account is closed'],
  ['51', 'insufficient_funds', 'soft', 'retry_later', 'There is not enough money on the card'],
  ['52', 'closed_account', 'hard', 'use_other_method', 'The card has no current account'],
  ['53', 'closed_account', 'hard', 'use_other_method', 'The card has no savings account'],
  ['54', 'expired_instrument', 'hard', 'update_details', 'The card has expired, or its expiry was typed wrong'],
  ['55', 'incorrect_details', 'soft', 'retry_now', 'The guest entered a wrong PIN'],
  ['57', 'issuer_declined', 'hard', 'use_other_method', 'The card may not be used for this'],
  ['58', 'configuration', 'hard', 'fix_configuration', 'Your terminal or account may not do this'],
  ['59', 'suspected_fraud', 'soft', 'contact_bank', 'The bank suspects fraud'],
  ['61', 'limit_exceeded', 'soft', 'retry_later', 'The amount is above the card’s limit for now'],
  ['62', 'issuer_declined', 'soft', 'contact_bank', 'The card is restricted, for instance to its own country'],
  ['63', 'suspected_fraud', 'hard', 'contact_bank', 'The bank’s security checks refused the payment'],
  ['64', 'issuer_declined', 'hard', 'contact_bank', 'The bank has to know more about the guest first'],
  ['65', 'limit_exceeded', 'soft', 'retry_later', 'The card was used too often for now'],
  ['70', 'authentication_required', 'soft', 'authenticate', 'The bank asks for the PIN'],
  ['75', 'incorrect_details', 'hard', 'use_other_method', 'Too many wrong PINs have blocked the card'],
  ['78', 'issuer_declined', 'soft', 'contact_bank', 'The card is new and has not been activated'],
  ['79', 'closed_account', 'hard', 'update_details', 'The card has been replaced or its account has ended'],
  ['82', 'issuer_declined', 'soft', 'update_details', 'A security code did not match, or the bank’s rules forbid the payment'],
  ['83', 'suspected_fraud', 'hard', 'do_not_retry', 'The bank suspects fraud'],
  ['86', 'issuer_unavailable', 'soft', 'retry_now', 'The PIN could not be checked'],
  ['91', 'issuer_unavailable', 'soft', 'retry_now', 'The guest’s bank could not be reached'],
  ['92', 'issuer_unavailable', 'soft', 'retry_now', 'The network found no way to the guest’s bank'],
  ['93', 'issuer_declined', 'hard', 'contact_bank', 'The law forbids the bank this payment'],
  ['94', 'duplicate', 'soft', 'do_not_retry', 'The bank has had this payment before: it may be paid already'],
  ['96', 'issuer_unavailable', 'soft', 'retry_now', 'The bank’s system has a fault'],
  ['1A', 'authentication_required', 'soft', 'authenticate', 'The bank wants the guest to confirm the payment themselves'],
  ['5C', 'issuer_declined', 'soft', 'contact_bank', 'The bank does not support this kind of payment'],
  ['6P', 'incorrect_details', 'soft', 'update_details', 'The guest’s details did not match'],
  ['9G', 'issuer_declined', 'soft', 'contact_bank', 'The guest has blocked payments like this one'],
  ['N3', 'issuer_declined', 'hard', 'use_other_method', 'The card gives no cash here'],
  ['N4', 'limit_exceeded', 'soft', 'use_other_method', 'More cash was asked for than the bank allows'],
  ['N7', 'incorrect_details', 'soft', 'update_details', 'The security code was typed wrong'],
  ['Q1', 'incorrect_details', 'soft', 'retry_now', 'The card could not prove that it is genuine'],
  ['R0', 'mandate_problem', 'hard', 'do_not_retry', 'The guest told the bank not to pay'],
  ['R1', 'mandate_problem', 'hard', 'do_not_retry', 'The guest told the bank to stop this charge'],
  ['R3', 'mandate_problem', 'hard', 'do_not_retry', 'The guest told the bank to stop all charges from you'],
  ['Z3', 'processing_error', 'soft', 'retry_now', 'The terminal could not reach the bank'],
  ['Z5', 'limit_exceeded', 'soft', 'retry_later', 'The card is good, but not for this amount'],
];

export const networkCodes = reasonTable(rows(source, CODES));
