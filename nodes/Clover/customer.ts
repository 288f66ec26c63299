import { text, type JsonObject } from '../core/event/json';
import type { Customer } from '../core/event/paymentEvent';
import { e164, firstOf, masked } from '../core/event/reading';
import { elements, type Evidence } from './evidence';

/** Who pays: the customer of the order, or whom the receipt went to. */
export function customerOf({ order, customer, charge }: Evidence): Customer {
  const people = [customer, ...elements(order.customers)];
  return {
    id: customerIdOf(order),
    name: firstOf(people, nameOf),
    email:
      firstOf(people, (one) => firstOf(elements(one.emailAddresses), emailOf)) ??
      text(charge.receipt_email),
    phone: firstOf(people, (one) =>
      firstOf(elements(one.phoneNumbers), ({ phoneNumber }) => e164(phoneNumber)),
    ),
  };
}

export const customerIdOf = (order: JsonObject): string | undefined =>
  firstOf(elements(order.customers), ({ id }) => text(id));

const emailOf = ({ emailAddress }: JsonObject): string | undefined => text(emailAddress);

function nameOf({ firstName, lastName }: JsonObject): string | undefined {
  const known = [masked(firstName), masked(lastName)].filter((part) => part !== undefined);
  return known.length > 0 ? known.join(' ') : undefined;
}
