import { text, type JsonObject } from '../core/event/json';
import { references } from '../core/event/references';
import { orderIn } from './evidence';
import { squareMoney } from './objects';
import type { Occurrence, Reader, Told } from './told';

/** order.created */
export const createdOrder: Reader = (occurrence) =>
  isPlaced(occurrence.about) ? { ...orderFacts(occurrence), type: 'order.submitted' } : undefined;

/** order.updated: a payment link's order is a draft until the guest places it. */
export const changedOrder: Reader = (occurrence) => {
  if (occurrence.about.state === 'CANCELED')
    return { ...orderFacts(occurrence), type: 'order.canceled' };
  return createdOrder(occurrence);
};

const isPlaced = ({ state }: JsonObject): boolean => state === 'OPEN' || state === 'COMPLETED';

const orderFacts = ({ about, fetched }: Occurrence): Omit<Told, 'type'> => ({
  // An order is edited many times and placed once: what tells of it again tells of the same.
  transaction: text(about.order_id),
  amount: squareMoney(orderIn(fetched).total_money),
  references: references(['order', about.order_id]),
  order: text(about.order_id),
});
