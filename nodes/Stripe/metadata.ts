import type { JsonObject } from '../core/event/json';
import { orderOf as orderIn } from '../core/event/orderMetadata';
import type { Order } from '../core/event/paymentEvent';
import { stripeMoney } from './amount';

export { meta, METADATA, type MetadataKey } from '../core/event/orderMetadata';

/** The order that the metadata of these objects tell of, its total in Stripe's units. */
export const orderOf = (objects: readonly JsonObject[], currency: unknown): Order | undefined =>
  orderIn(objects, (minor) => stripeMoney(minor, currency));
