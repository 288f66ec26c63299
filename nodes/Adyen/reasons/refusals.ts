import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** Why a payment was refused, by number. Code 0 means approved, and is no reason. */
// prettier-ignore
export const REFUSALS: readonly ReasonRow[] = rows('https://docs.adyen.com/development-resources/refusal-reasons', [
  ['2', 'issuer_declined', 'soft', 'retry_later', 'The bank said no without a reason'],
  ['3', 'issuer_declined', 'soft', 'contact_bank', 'The bank wants to be asked first'],
  ['4', 'processing_error', 'soft', 'retry_now', 'Something went wrong between Adyen and the bank'],
  ['5', 'lost_or_stolen', 'hard', 'do_not_retry', 'The card is blocked; tell the guest only that it was declined'],
  ['6', 'expired_instrument', 'hard', 'update_details', 'The card has expired'],
  ['7', 'configuration', 'hard', 'fix_configuration', 'The amount was not written as the bank expects'],
  ['8', 'incorrect_details', 'hard', 'update_details', 'The card number was typed wrong'],
  ['9', 'issuer_unavailable', 'soft', 'retry_now', 'The guest’s bank could not be reached'],
  ['10', 'issuer_declined', 'hard', 'use_other_method', 'The guest’s bank does not do this kind of payment'],
  ['11', 'authentication_required', 'soft', 'authenticate', 'The guest did not confirm the payment with their bank'],
  ['12', 'insufficient_funds', 'soft', 'retry_later', 'There is not enough money on the card'],
  ['14', 'suspected_fraud', 'hard', 'do_not_retry', 'The acquirer suspects fraud; tell the guest only that it was declined'],
  ['15', 'canceled', 'soft', 'call_customer', 'The payment was called off before it went through'],
  ['16', 'canceled', 'soft', 'call_customer', 'The guest called the payment off'],
  ['17', 'incorrect_details', 'soft', 'retry_now', 'The guest entered a wrong PIN'],
  // Not a money limit: people must not hear that the guest is short of funds.
  ['18', 'incorrect_details', 'hard', 'use_other_method', 'Too many wrong PINs have blocked the card'],
  ['19', 'issuer_unavailable', 'soft', 'use_other_method', 'The PIN could not be checked'],
  ['20', 'suspected_fraud', 'hard', 'do_not_retry', 'Adyen’s risk rules stopped the payment; tell the guest only that it was declined'],
  ['21', 'processing_error', 'soft', 'retry_now', 'The payment did not get as far as the bank'],
  ['22', 'suspected_fraud', 'hard', 'do_not_retry', 'Adyen’s risk rules took the payment back; tell the guest only that it was declined'],
  ['23', 'issuer_declined', 'hard', 'use_other_method', 'The card may not be used for this'],
  ['24', 'incorrect_details', 'soft', 'update_details', 'The security code was typed wrong'],
  ['25', 'issuer_declined', 'hard', 'use_other_method', 'The card may not be used in this country or place'],
  ['26', 'mandate_problem', 'hard', 'do_not_retry', 'The guest told the bank to stop these charges'],
  ['27', 'issuer_declined', 'soft', 'retry_later', 'The bank gave a reason that fits none of the usual ones'],
  ['28', 'limit_exceeded', 'soft', 'retry_later', 'The amount is above the card’s limit for now'],
  ['29', 'limit_exceeded', 'soft', 'retry_later', 'The card was used too often for now'],
  ['31', 'suspected_fraud', 'hard', 'do_not_retry', 'The bank suspects fraud; tell the guest only that it was declined'],
  ['32', 'incorrect_details', 'soft', 'update_details', 'The address is not the one that the bank knows'],
  ['33', 'authentication_required', 'soft', 'authenticate', 'The bank asks for the card’s PIN'],
  ['34', 'closed_account', 'hard', 'use_other_method', 'The card has no current account'],
  ['35', 'closed_account', 'hard', 'use_other_method', 'The card has no savings account'],
  ['36', 'authentication_required', 'soft', 'authenticate', 'The guest has to unlock the phone and tap again'],
  ['37', 'authentication_required', 'soft', 'authenticate', 'The card was tapped, has to be put in, and then was not'],
  ['38', 'authentication_required', 'soft', 'authenticate', 'The bank wants the guest to confirm the payment themselves'],
  ['39', 'processing_error', 'soft', 'retry_now', 'The answer of the bank’s confirmation got lost'],
  ['40', 'issuer_unavailable', 'soft', 'use_other_method', 'The card’s network cannot be reached from here for now'],
  ['41', 'authentication_required', 'soft', 'authenticate', 'The card asks for a PIN or signature: begin the payment again'],
  ['42', 'authentication_required', 'soft', 'authenticate', 'The bank’s confirmation failed on its way'],
  ['46', 'issuer_declined', 'hard', 'do_not_retry', 'The card was tried so often that Adyen stopped it to spare you fees'],
  ['50', 'mandate_problem', 'hard', 'do_not_retry', 'The guest switched off the saved card at their bank'],
]);

/** A webhook does not give the number but the name. */
// prettier-ignore
const NAMES: Readonly<Record<string, string>> = {
  'refused': '2', 'referral': '3', 'acquirer error': '4', 'blocked card': '5', 'expired card': '6',
  'invalid amount': '7', 'invalid card number': '8', 'issuer unavailable': '9', 'not supported': '10',
  '3d not authenticated': '11', 'not enough balance': '12', 'acquirer fraud': '14', 'cancelled': '15',
  'shopper cancelled': '16', 'invalid pin': '17', 'pin tries exceeded': '18', 'pin validation not possible': '19',
  'fraud': '20', 'not submitted': '21', 'fraud-cancelled': '22', 'transaction not permitted': '23',
  'cvc declined': '24', 'restricted card': '25', 'revocation of auth': '26', 'declined non generic': '27',
  'withdrawal amount exceeded': '28', 'withdrawal count exceeded': '29', 'issuer suspected fraud': '31',
  'avs declined': '32', 'card requires online pin': '33', 'no checking account available on card': '34',
  'no savings account available on card': '35', 'mobile pin required': '36', 'contactless fallback': '37',
  'authentication required': '38', 'rreq not received from ds': '39', 'current aid is in penalty box': '40',
  'cvm required restart payment': '41', '3ds authentication error': '42',
  'transaction blocked by adyen to prevent excessive retry fees': '46', 'token revoked': '50',
};

/** The number of a refusal by its name, in whatever case; `undefined` for one that is not published. */
export function refusalNamed(name: string): string | undefined {
  const key = name.trim().toLowerCase().replace(/\s+/g, ' ');
  return Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
}
