import { isObject, object, text, type JsonObject } from '../core/event/json';
import type { Customer } from '../core/event/paymentEvent';
import { e164, firstOf, masked } from '../core/event/reading';
import { meta } from './metadata';
import { idOf } from './objects';

/** Who pays, from every place where Stripe's objects may say so; metadata are asked last. */
export function customerOf(objects: readonly JsonObject[]): Customer {
  let name: string | undefined;
  let email: string | undefined;
  let phone: string | undefined;
  // One walk for all three: this runs for every delivery.
  for (const one of objects) {
    for (const place of contactPlaces(one)) {
      if (!isObject(place)) continue;
      name ??= masked(place.name);
      email ??= text(place.email);
      phone ??= e164(place.phone);
    }
  }
  return {
    id: firstOf(objects, ({ customer }) => idOf(customer)),
    name: name ?? firstOf(objects, (one) => masked(meta(one, 'customer_name'))),
    email: email ?? firstOf(objects, (one) => meta(one, 'customer_email')),
    phone: phone ?? firstOf(objects, (one) => e164(meta(one, 'customer_phone'))),
    locale: firstOf(objects, localeOf),
  };
}

function contactPlaces(one: JsonObject): readonly unknown[] {
  const error = object(one.last_payment_error ?? one.last_setup_error);
  return [
    one.billing_details,
    object(error.payment_method).billing_details,
    object(one.payment_method).billing_details,
    one.customer_details,
    { name: one.customer_name, email: one.customer_email, phone: one.customer_phone },
    { email: one.receipt_email },
    one.shipping,
    one.customer,
  ];
}

/** Checkout says `auto` where it took the browser's language without telling which. */
function localeOf(one: JsonObject): string | undefined {
  const locale = text(one.locale) ?? firstLocale(one) ?? meta(one, 'locale');
  return locale === 'auto' ? meta(one, 'locale') : locale;
}

const firstLocale = ({ customer }: JsonObject): string | undefined => {
  const { preferred_locales } = object(customer);
  return Array.isArray(preferred_locales) ? text(preferred_locales[0]) : undefined;
};
