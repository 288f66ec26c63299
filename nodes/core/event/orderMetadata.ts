import { integer, isEmpty, object, text, type JsonObject } from './json';
import type { Money, Order } from './paymentEvent';
import { masked } from './reading';
import { CHANNELS } from './taxonomy';

/** What your checkout or POS may write into the metadata of a gateway's object, and what it becomes. */
export const METADATA = {
  order_id: 'Your own id of the order: payments that share it are parts of one bill',
  order_number: 'The number that guests and staff know the order by',
  order_total: 'What the whole order comes to, in the smallest unit as the gateway’s amounts are',
  table: 'The table',
  party_size: 'How many guests',
  server: 'Who serves them',
  location: 'Which of your restaurants',
  reservation_id: 'The reservation',
  reservation_time: 'When the guests are expected',
  order_channel: 'dine-in, takeaway, delivery, online or deposit',
  product: 'What is paid for',
  customer_name: 'The guest, where the gateway does not know',
  customer_email: 'The guest’s email, where the gateway does not know',
  customer_phone: 'The guest’s phone with country code, where the gateway does not know',
  locale: 'The guest’s language, e.g. ko-KR',
  payment_link: 'Where the guest can pay now',
  payment_failure_case: 'Written by this pack: the case that a payment belongs to',
  payment_failure_status: 'Written by this pack: the state of that case',
} as const;
export type MetadataKey = keyof typeof METADATA;

/** One value of an object's metadata. */
export const meta = (of: JsonObject, key: MetadataKey): string | undefined =>
  text(object(of.metadata)[key]);

/** The order that the metadata of these objects tell of; the first that knows a thing is right. */
export function orderOf(
  objects: readonly JsonObject[],
  money: (minor: number | undefined) => Money | undefined,
): Order | undefined {
  const known: JsonObject[] = [];
  for (const { metadata: given } of objects) {
    const metadata = object(given);
    if (!isEmpty(metadata)) known.push(metadata);
  }
  if (known.length === 0) return undefined;
  // A loop of its own: every name is looked up for every event.
  const first = (key: MetadataKey): string | undefined => {
    for (const metadata of known) {
      const value = text(metadata[key]);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const words = (key: MetadataKey) => masked(first(key));
  const channel = first('order_channel');
  const order: Order = {
    id: first('order_id'),
    number: first('order_number'),
    table: words('table'),
    partySize: whole(first('party_size'), 1),
    server: words('server'),
    location: words('location'),
    reservationId: first('reservation_id'),
    reservationTime: first('reservation_time'),
    channel: CHANNELS.find((known) => known === channel),
    total: money(whole(first('order_total'), 0)),
  };
  return Object.values(order).some((value) => value !== undefined) ? order : undefined;
}

/** A whole number in plain digits. */
function whole(digits: string | undefined, least: number): number | undefined {
  const value = digits !== undefined && /^\d+$/.test(digits) ? integer(Number(digits)) : undefined;
  return value !== undefined && value >= least ? value : undefined;
}
