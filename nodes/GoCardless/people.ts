import { object, text, type JsonObject } from '../core/event/json';
import { meta } from '../core/event/orderMetadata';
import type { Customer, Instrument } from '../core/event/paymentEvent';
import { e164, firstOf, instantOf, masked } from '../core/event/reading';
import type { Occurrence } from './told';

/** Who pays. What the house itself wrote into the metadata is asked last. */
export function customerOf(
  { ids, found: { customer = {} } }: Occurrence,
  metadata: readonly JsonObject[],
): Customer {
  const words = [text(customer.given_name), text(customer.family_name)].filter(Boolean).join(' ');
  const written = (key: 'customer_name' | 'customer_email' | 'customer_phone' | 'locale') =>
    firstOf(metadata, (one) => meta(one, key));
  return {
    id: ids.customer,
    name: masked(words) ?? masked(customer.company_name) ?? masked(written('customer_name')),
    email: text(customer.email) ?? written('customer_email'),
    phone: e164(customer.phone_number) ?? e164(written('customer_phone')),
    locale: text(customer.language) ?? written('locale'),
    since: instantOf(customer.created_at),
  };
}

/** The bank account, by the scheme it is debited through. Of its number GoCardless shows two digits, which help nobody. */
export function instrumentOf({
  event,
  found: { payment, mandate },
}: Occurrence): Instrument | undefined {
  const type = text(object(event.details).scheme) ?? text(payment?.scheme) ?? text(mandate?.scheme);
  return type === undefined
    ? undefined
    : {
        type,
        brand: SCHEME_NAMES.get(type),
        fingerprint: text(object(mandate?.links).customer_bank_account),
      };
}

/** As people know them. https://developer.gocardless.com/api-reference/#core-endpoints-mandates */
const SCHEME_NAMES: ReadonlyMap<string, string> = new Map([
  ['ach', 'ACH debit'],
  ['autogiro', 'Autogiro'],
  ['bacs', 'Bacs Direct Debit'],
  ['becs', 'BECS debit'],
  ['becs_nz', 'BECS NZ debit'],
  ['betalingsservice', 'Betalingsservice'],
  ['faster_payments', 'Faster Payments'],
  ['pad', 'PAD debit'],
  ['pay_to', 'PayTo'],
  ['sepa_core', 'SEPA Direct Debit'],
  ['sepa_cor1', 'SEPA Direct Debit'],
  ['sepa_credit_transfer', 'SEPA credit transfer'],
  ['sepa_instant_credit_transfer', 'SEPA instant transfer'],
]);
