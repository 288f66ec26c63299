import { text, type JsonObject } from '../core/event/json';
import type { Customer } from '../core/event/paymentEvent';
import { e164, masked } from '../core/event/reading';

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

/** https://www.nationalnanpa.com/about_us/abt_nanp.html */
const AMERICAN = /^[2-9]\d{2}[2-9]\d{6}$/;

/** Numbers of the USA come without their country: https://doc.toasttab.com/doc/devguide/apiRegionalExpansion.html */
function phoneOf(
  { phone, phoneCountryCode }: JsonObject,
  currency: string | undefined,
): string | undefined {
  const digits = text(phone)?.replace(/[\s().-]/g, '') ?? '';
  const country = text(phoneCountryCode)?.replace(/^\+/, '');
  if (digits.startsWith('+')) return e164(digits);
  if (country !== undefined) return e164(`+${country}${digits}`);
  return currency === 'USD' && AMERICAN.test(digits) ? `+1${digits}` : undefined;
}
