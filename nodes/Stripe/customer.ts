import { object, text, type JsonObject } from '../core/event/json';
import type { Customer } from '../core/event/paymentEvent';
import { firstOf, masked, meta } from './metadata';
import { idOf } from './objects';

/** Who pays, from every place where Stripe's objects may say so; metadata are asked last. */
export function customerOf(objects: readonly JsonObject[]): Customer {
  const places: JsonObject[] = [];
  for (const one of objects) places.push(...contactPlaces(one));
  return {
    id: firstOf(objects, ({ customer }) => idOf(customer)),
    name:
      firstOf(places, ({ name }) => masked(name)) ??
      firstOf(objects, (one) => masked(meta(one, 'customer_name'))),
    email:
      firstOf(places, ({ email }) => text(email)) ??
      firstOf(objects, (one) => meta(one, 'customer_email')),
    phone:
      firstOf(places, ({ phone }) => e164(phone)) ??
      firstOf(objects, (one) => e164(meta(one, 'customer_phone'))),
    locale: firstOf(objects, localeOf),
  };
}

function contactPlaces(one: JsonObject): readonly JsonObject[] {
  const error = object(one.last_payment_error ?? one.last_setup_error);
  return [
    object(one.billing_details),
    object(object(error.payment_method).billing_details),
    object(object(one.payment_method).billing_details),
    object(one.customer_details),
    { name: one.customer_name, email: one.customer_email, phone: one.customer_phone },
    { email: one.receipt_email },
    object(one.shipping),
    object(one.customer),
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

/** Only numbers that carry their country: a guessed country texts a stranger. https://www.itu.int/rec/T-REC-E.164 */
function e164(phone: unknown): string | undefined {
  const digits = text(phone)?.replace(/[\s().-]/g, '');
  return digits !== undefined && /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}
