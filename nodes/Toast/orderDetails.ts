import { integer, list, object, text, type JsonObject } from '../core/event/json';
import type { Money, Order, PaymentEvent } from '../core/event/paymentEvent';
import { masked } from '../core/event/reading';
import type { Fetched } from '../core/gateway/apiClient';
import { KEYS } from './needs';

/** The check as staff know it: its number, its table, who serves it and where. */
export function orderOf(
  order: JsonObject,
  check: JsonObject,
  fetched: Fetched,
  total: Money | undefined,
): Order {
  const guests = integer(order.numberOfGuests);
  const { general } = object(fetched[KEYS.restaurant]);
  return {
    id: text(check.guid),
    number: masked(check.displayNumber) ?? masked(order.displayNumber),
    table: masked(fetched[KEYS.table]?.name),
    partySize: guests !== undefined && guests > 0 ? guests : undefined,
    server: nameOf(object(fetched[KEYS.server])),
    location: masked(object(general).locationName) ?? masked(object(general).name),
    channel: channelOf(order, object(fetched[KEYS.diningOption])),
    total,
  };
}

/** Whom guests and colleagues know by a name that they chose are called by it. */
function nameOf({ chosenName, firstName, lastName }: JsonObject): string | undefined {
  const names = [masked(chosenName) ?? masked(firstName), masked(lastName)];
  return names.filter((name) => name !== undefined).join(' ') || undefined;
}

const CHANNEL_OF: ReadonlyMap<unknown, Order['channel']> = new Map([
  ['DINE_IN', 'dine-in'],
  ['TAKE_OUT', 'takeaway'],
  ['DELIVERY', 'delivery'],
] as const);

const channelOf = ({ source }: JsonObject, { behavior }: JsonObject): Order['channel'] =>
  CHANNEL_OF.get(behavior) ?? (/online/i.test(text(source) ?? '') ? 'online' : undefined);

export const productsOf = ({ selections }: JsonObject): PaymentEvent['products'] =>
  list(selections).flatMap((selection) => {
    const name = masked(object(selection).displayName);
    return name === undefined ? [] : [{ name }];
  });
