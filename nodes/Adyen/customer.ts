import { text, type JsonObject } from '../core/event/json';
import { meta } from '../core/event/orderMetadata';
import type { Customer } from '../core/event/paymentEvent';
import { e164, masked } from '../core/event/reading';

/** Who pays, as far as Adyen was set to say so; your own metadata are asked last. */
export const customerOf = (additional: JsonObject, own: JsonObject): Customer => ({
  id: text(additional.shopperReference),
  name:
    masked(additional.cardHolderName) ??
    masked(additional.ownerName) ??
    masked(meta(own, 'customer_name')),
  email: text(additional.shopperEmail) ?? meta(own, 'customer_email'),
  phone: e164(additional.telephoneNumber) ?? e164(meta(own, 'customer_phone')),
  locale: text(additional.shopperLocale)?.replace('_', '-') ?? meta(own, 'locale'),
});

const PREFIX = 'metadata.';

/** What your checkout or POS gave Adyen as `metadata`, which comes back under flat names. */
export function metadataOf(additional: JsonObject): JsonObject {
  const metadata: Record<string, string> = {};
  for (const name in additional) {
    if (!name.startsWith(PREFIX)) continue;
    const value = text(additional[name]);
    if (value !== undefined) metadata[name.slice(PREFIX.length)] = value;
  }
  return { metadata };
}
