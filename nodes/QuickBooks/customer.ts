import { object, text, type JsonObject } from '../core/event/json';
import type { Customer } from '../core/event/paymentEvent';
import { e164, firstOf, masked } from '../core/event/reading';

/** Who pays: as the document names them, completed by the customer's own card in the books. */
export function customerOf(about: JsonObject, customer: JsonObject): Customer {
  const { value, name } = object(about.CustomerRef);
  return {
    id: text(value),
    name: masked(customer.DisplayName) ?? masked(name),
    email: text(object(about.BillEmail).Address) ?? text(object(customer.PrimaryEmailAddr).Address),
    phone: firstOf([customer.Mobile, customer.PrimaryPhone, customer.AlternatePhone], (one) =>
      e164(object(one).FreeFormNumber),
    ),
  };
}

export const customerIdOf = ({ CustomerRef }: JsonObject): string | undefined =>
  text(object(CustomerRef).value);
