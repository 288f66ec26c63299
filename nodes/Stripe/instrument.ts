import { list, object, text, type JsonObject } from '../core/event/json';
import type { Instrument } from '../core/event/paymentEvent';
import { expiryOf, firstOf, lastFour } from '../core/event/reading';

/** Methods that debit a bank account: they fail days later, and a success may be taken back. */
export const BANK_DEBITS: ReadonlySet<string> = new Set([
  'ach_debit',
  'acss_debit',
  'au_becs_debit',
  'bacs_debit',
  'nz_bank_account',
  'payto',
  'sepa_debit',
  'us_bank_account',
]);

/** What was charged, from wherever the objects describe it. */
export const instrumentOf = (objects: readonly JsonObject[]): Instrument | undefined =>
  firstOf(objects, (one) => firstOf(methodPlaces(one), describe)) ?? firstOf(objects, onlyType);

function methodPlaces(one: JsonObject): readonly JsonObject[] {
  const error = object(one.last_payment_error ?? one.last_setup_error);
  return [
    object(one.payment_method_details),
    object(error.payment_method),
    object(one.payment_method),
  ];
}

function describe(method: JsonObject): Instrument | undefined {
  const type = text(method.type);
  if (type === undefined) return undefined;
  const details = object(method[type]);
  return {
    type,
    brand: text(details.brand),
    last4: lastFour(details.last4),
    expiry: expiryOf(details.exp_year, details.exp_month),
    fingerprint: text(details.fingerprint),
    bank: text(details.bank_name) ?? text(details.bank) ?? text(details.bank_code),
  };
}

/** Before anything was charged, an intent says only what it would take; one method is an answer. */
function onlyType({ payment_method_types }: JsonObject): Instrument | undefined {
  const [only, ...others] = list(payment_method_types);
  const type = text(only);
  return type === undefined || others.length > 0 ? undefined : { type };
}
