import { list, object, text, type JsonObject } from '../core/event/json';
import { meta } from '../core/event/orderMetadata';
import type { Customer, Instrument } from '../core/event/paymentEvent';
import { internationalPhone } from '../core/event/phone';
import { e164, expiryOf, firstOf, lastFour, masked } from '../core/event/reading';
import type { Fetched } from '../core/gateway/apiClient';
import { KEYS } from './evidence';

/** Everybody who knows something of the guest, nearest first: the event's object, the order, the old kind of payment. */
export function peopleOf(about: JsonObject, fetched: Fetched): readonly JsonObject[] {
  const checkout = object(fetched[KEYS.checkout]);
  const disputed = object(list(about.disputed_transactions)[0]);
  return [
    about,
    object(about.payer),
    object(about.subscriber),
    ...sourcesOf(about),
    object(checkout.payer),
    ...sourcesOf(checkout),
    object(object(object(fetched[KEYS.payment]).payer).payer_info),
    object(object(fetched[KEYS.subscription]).subscriber),
    object(disputed.buyer),
  ];
}

/** Who paid, under the name of what they paid with. https://developer.paypal.com/docs/api/orders/v2/#orders_get */
const sourcesOf = ({ payment_source: source }: JsonObject): readonly JsonObject[] =>
  Object.values(object(source)).map(object);

export const customerOf = (people: readonly JsonObject[], own: JsonObject): Customer => ({
  id: firstOf(people, ({ payer_id }) => text(payer_id)),
  name: firstOf(people, nameOf) ?? masked(meta(own, 'customer_name')),
  email:
    firstOf(people, (one) => text(one.email_address) ?? text(one.payer_email) ?? text(one.email)) ??
    text(meta(own, 'customer_email')),
  phone: firstOf(people, phoneOf) ?? e164(meta(own, 'customer_phone')),
  locale: text(meta(own, 'locale')),
});

function nameOf({ name, first_name, last_name, given_name, surname }: JsonObject) {
  const { given_name: given, surname: family, full_name: full } = object(name);
  const parts = [given ?? given_name ?? first_name, family ?? surname ?? last_name];
  const known = parts.flatMap((part) => masked(part) ?? []);
  return masked(full) ?? masked(name) ?? (known.length > 0 ? known.join(' ') : undefined);
}

/** Mostly without their country: then nobody is texted. */
function phoneOf({ phone, phone_number, contact_phone }: JsonObject): string | undefined {
  const number = object(object(phone).phone_number ?? phone_number);
  return (
    internationalPhone(text(number.country_code), text(number.national_number)) ??
    e164(phone) ??
    e164(contact_phone)
  );
}

/** What was charged, as the order at PayPal tells. */
export function instrumentOf(about: JsonObject, fetched: Fetched): Instrument | undefined {
  const checkout = object(fetched[KEYS.checkout]).payment_source;
  const source = object(about.payment_source ?? checkout);
  const type = Object.keys(source).find((name) => name !== '');
  if (type === undefined) return undefined;
  const { brand, last_digits: digits, expiry } = object(source[type]);
  const [year, month] = text(expiry)?.split('-') ?? [];
  return {
    type,
    brand: text(brand)?.toLowerCase(),
    last4: lastFour(digits),
    expiry: expiryOf(Number(year), Number(month)),
  };
}
