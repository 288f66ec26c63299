import { object, text, type JsonObject } from '../core/event/json';
import type { Instrument } from '../core/event/paymentEvent';
import { expiryOf, lastFour, inWords } from '../core/event/reading';

/** What was charged. https://developer.squareup.com/reference/square/objects/Payment */
export function instrumentOf(payment: JsonObject): Instrument | undefined {
  const type = inWords(payment.source_type)?.replaceAll(' ', '_');
  const card = object(object(payment.card_details).card);
  const bank = object(payment.bank_account_details);
  const wallet = object(payment.wallet_details);
  if (type === undefined) return undefined;
  return {
    type,
    brand: inWords(card.card_brand) ?? inWords(wallet.brand),
    last4: lastFour(card.last_4) ?? lastFour(object(bank.ach_details).account_number_suffix),
    expiry: expiryOf(card.exp_year, card.exp_month),
    fingerprint: text(card.fingerprint) ?? text(bank.fingerprint),
    bank: text(bank.bank_name),
  };
}
