import { text, type JsonObject } from '../core/event/json';
import type { Customer } from '../core/event/paymentEvent';
import { internationalPhone } from '../core/event/phone';
import { masked } from '../core/event/reading';

/** The guest of a check, where staff or the guest wrote one down; else the name that a tab was opened under. */
export function guestOf(
  customer: JsonObject,
  tabName: unknown,
  currency: string | undefined,
): Customer {
  const full = [masked(customer.firstName), masked(customer.lastName)].filter(
    (part) => part !== undefined,
  );
  return {
    id: text(customer.guid),
    name: full.length > 0 ? full.join(' ') : masked(tabName),
    email: text(customer.email),
    phone: phoneOf(customer, currency),
  };
}

/** Numbers of the USA come without their country: https://doc.toasttab.com/doc/devguide/apiRegionalExpansion.html */
const phoneOf = (
  { phone, phoneCountryCode }: JsonObject,
  currency: string | undefined,
): string | undefined =>
  internationalPhone(text(phoneCountryCode) ?? (currency === 'USD' ? '1' : undefined), text(phone));
