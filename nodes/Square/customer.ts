import { isObject, list, object, text, type JsonObject } from '../core/event/json';
import type { Customer } from '../core/event/paymentEvent';
import { e164, firstOf, masked } from '../core/event/reading';

/** Who pays, from all who know something of the guest, nearest first. */
export const customerOf = (people: readonly JsonObject[]): Customer => ({
  id: customerIdOf(people),
  name: firstOf(people, nameOf),
  email: firstOf(people, (one) => text(one.email_address) ?? text(one.buyer_email_address)),
  phone: firstOf(people, (one) => e164(one.phone_number)),
  locale: firstOf(people, (one) => text(object(one.metadata).locale)),
});

export const customerIdOf = (people: readonly JsonObject[]): string | undefined =>
  firstOf(people, ({ customer_id }) => text(customer_id));

function nameOf(one: JsonObject): string | undefined {
  const full = [masked(one.given_name), masked(one.family_name)].filter(
    (part) => part !== undefined,
  );
  return masked(one.display_name) ?? (full.length > 0 ? full.join(' ') : undefined);
}

/** Whoever is to pick an order up, or gets it delivered. */
export const recipientsOf = (order: JsonObject): readonly JsonObject[] =>
  list(order.fulfillments)
    .filter(isObject)
    .flatMap(({ pickup_details, delivery_details, shipment_details }) =>
      [pickup_details, delivery_details, shipment_details].map(
        (details) => object(details).recipient,
      ),
    )
    .filter(isObject);
