import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** https://docs.clover.com/docs/ecommerce-error-codes */
// prettier-ignore
export const ECOMMERCE: readonly ReasonRow[] = rows('https://docs.clover.com/docs/ecommerce-error-codes', [
  ['card_declined', 'issuer_declined', 'soft', 'use_other_method', 'The bank said no to this card and gave no reason'],
  ['expired_card', 'expired_instrument', 'hard', 'use_other_method', 'The card is past its expiry date'],
  ['incorrect_cvc', 'incorrect_details', 'soft', 'update_details', 'The security code is not what such a code looks like'],
  ['invalid_cvc', 'incorrect_details', 'soft', 'update_details', 'The security code has too few or too many digits'],
  ['incorrect_number', 'incorrect_details', 'hard', 'update_details', 'There is no card with this number'],
  ['invalid_number', 'incorrect_details', 'hard', 'update_details', 'The card number is not one that a card can have'],
  ['invalid_expiry_month', 'incorrect_details', 'hard', 'update_details', 'The month of expiry is not a month'],
  ['invalid_expiry_year', 'incorrect_details', 'hard', 'update_details', 'The year of expiry is not a year'],
  ['invalid_request', 'incorrect_details', 'soft', 'update_details', 'What the guest entered as a card number could not be read as one'],
  ['invalid_card_type', 'incorrect_details', 'hard', 'use_other_method', 'Clover does not take this kind of card'],
  ['amount_too_large', 'configuration', 'soft', 'fix_configuration', 'More than Clover takes in one payment: split it in two'],
  ['invalid_charge_amount', 'configuration', 'soft', 'fix_configuration', 'Clover does not take this amount: look at what the checkout asked for'],
  ['invalid_tip_amount', 'configuration', 'soft', 'fix_configuration', 'The tip that came from the checkout is not an amount'],
  ['invalid_tax_amount', 'configuration', 'soft', 'fix_configuration', 'The tax that came from the checkout is not an amount'],
  ['email_invalid', 'incorrect_details', 'soft', 'update_details', 'The email address that the guest gave is not one'],
  ['card_on_file_missing', 'configuration', 'soft', 'update_details', 'No card is kept for this guest: ask for one'],
  ['token_already_used', 'duplicate', 'soft', 'do_not_retry', 'The same card entry was sent twice: look whether it is paid already'],
  ['resource_missing', 'configuration', 'soft', 'fix_configuration', 'The checkout named an order or payment that Clover does not have'],
  ['processing_error', 'processing_error', 'soft', 'retry_now', 'Something went wrong on the way to the bank'],
  ['missing', 'processing_error', 'soft', 'retry_now', 'Something went wrong beyond Clover, and nobody said what'],
  ['rate_limit', 'processing_error', 'soft', 'retry_now', 'The checkout sent Clover too many requests at once'],
  ['charge_already_captured', 'duplicate', 'soft', 'do_not_retry', 'This payment has been collected already'],
  ['charge_already_refunded', 'duplicate', 'soft', 'do_not_retry', 'This payment has been given back already'],
  ['order_already_paid', 'duplicate', 'soft', 'do_not_retry', 'The order has been paid already'],
]);
