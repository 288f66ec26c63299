import { isObject, list, object, text, type Json, type JsonObject } from '../core/event/json';
import { money } from '../core/event/money';
import { meta, orderOf } from '../core/event/orderMetadata';
import type { Money, Order, PaymentEvent } from '../core/event/paymentEvent';
import { masked } from '../core/event/reading';
import type { Fetched } from '../core/gateway/apiClient';
import { KEYS } from './evidence';
import type { Told } from './told';

/** What you sent along in `custom_id` (or `custom`), if that is JSON, as an object with metadata. */
export function ownFields(custom: unknown): JsonObject {
  const written = text(custom);
  if (written?.startsWith('{') !== true) return {};
  try {
    const parsed: unknown = JSON.parse(written);
    return isObject(parsed) ? { metadata: textsOf(parsed) } : {};
  } catch {
    return {};
  }
}

/** Numbers may stand there as numbers. */
const textsOf = (fields: JsonObject): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'number' || typeof value === 'string' ? [[name, String(value)]] : [],
    ),
  );

export function orderFor(told: Told, own: JsonObject): Order | undefined {
  const order = orderOf([own], (minor): Money | undefined => money(minor, told.amount?.currency));
  const number = order?.number ?? told.invoiceNumber;
  return number === undefined ? order : { ...order, number };
}

/** What was ordered, as the order at PayPal or the form tells. */
export function productsOf(
  about: JsonObject,
  fetched: Fetched,
  own: JsonObject,
): PaymentEvent['products'] {
  const product = masked(meta(own, 'product')) ?? masked(about.item_name);
  if (product !== undefined) return [{ name: product }];
  const units = list(object(fetched[KEYS.checkout]).purchase_units).map(object);
  return units.flatMap(({ items, description }) => {
    const names = list(items).flatMap((item) => masked(object(item).name) ?? []);
    const known = names.length > 0 ? names : [masked(description)];
    return known.flatMap((name) => (name === undefined ? [] : [{ name }]));
  });
}
