import { integer, isEmpty, list, object, text, type JsonObject } from '../core/event/json';
import type { Order, PaymentEvent } from '../core/event/paymentEvent';
import { firstOf, linkOf, masked } from '../core/event/reading';
import { CHANNELS } from '../core/event/taxonomy';
import { less, squareMoney } from './objects';

/** What your checkout may write into the metadata of an order at Square, and what it becomes. */
export const METADATA = {
  order_number: 'The number that guests and staff know the order by',
  table: 'The table',
  party_size: 'How many guests',
  server: 'Who serves them',
  location: 'Which of your restaurants, where that is not the location’s name at Square',
  reservation_id: 'The reservation',
  reservation_time: 'When the guests are expected',
  order_channel: 'dine-in, takeaway, delivery, online or deposit',
  locale: 'The guest’s language, e.g. ko-KR',
  payment_link: 'Where the guest can pay now',
  payment_failure_case: 'Written by this pack: the case that the order belongs to',
  payment_failure_status: 'Written by this pack: the state of that case',
} as const;
type MetadataKey = keyof typeof METADATA;

export const meta = (order: JsonObject, key: MetadataKey): string | undefined =>
  text(object(order.metadata)[key]);

/** The order as staff know it: by its metadata, else by what Square itself has of it. */
export function orderOf(
  id: string | undefined,
  order: JsonObject,
  location: JsonObject,
): Order | undefined {
  // Before it is read, as with every delivery, there is nothing to look up.
  if (isEmpty(order) && isEmpty(location)) return id === undefined ? undefined : { id };
  const ticket = masked(order.ticket_name);
  const table = TABLE.exec(ticket ?? '')?.[1];
  const size = meta(order, 'party_size');
  const channel = meta(order, 'order_channel');
  const known: Order = {
    id,
    number:
      masked(meta(order, 'order_number')) ??
      (table === undefined ? ticket : undefined) ??
      masked(order.reference_id),
    table: masked(meta(order, 'table')) ?? table,
    partySize: size !== undefined && /^[1-9]\d{0,5}$/.test(size) ? Number(size) : undefined,
    server: masked(meta(order, 'server')),
    location: masked(meta(order, 'location')) ?? masked(location.name),
    reservationId: meta(order, 'reservation_id'),
    reservationTime: meta(order, 'reservation_time'),
    channel: CHANNELS.find((one) => one === channel) ?? channelOf(order),
    total: less(squareMoney(order.total_money), squareMoney(order.total_tip_money)),
  };
  return Object.values(known).some((value) => value !== undefined) ? known : undefined;
}

/** Square's tills name a ticket after its table. */
const TABLE = /^table\s+(\S.*)$/i;

const CHANNEL_OF: ReadonlyMap<unknown, Order['channel']> = new Map([
  ['PICKUP', 'takeaway'],
  ['DELIVERY', 'delivery'],
  ['SHIPMENT', 'online'],
  ['IN_STORE', 'dine-in'],
] as const);

const channelOf = ({ fulfillments }: JsonObject): Order['channel'] =>
  firstOf(list(fulfillments), (one) => CHANNEL_OF.get(object(one).type));

export const productsOf = ({ line_items }: JsonObject): PaymentEvent['products'] =>
  list(line_items)
    .map(object)
    .map(({ catalog_object_id, name }) => ({ id: text(catalog_object_id), name: masked(name) }))
    .filter(({ id, name }) => id !== undefined || name !== undefined);

export const payLinkOf = (order: JsonObject): string | undefined =>
  linkOf(meta(order, 'payment_link'));

/** Orders that were not made through the API have no version, and those that are done cannot be changed. */
export const changeableVersion = ({ version, state }: JsonObject): number | undefined =>
  state === 'OPEN' || state === 'DRAFT' ? integer(version) : undefined;
