import { object, text } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { ApiRead, Fetched } from '../core/gateway/apiClient';
import { pathPart } from '../core/gateway/pathPart';

/** What was read, under the keys that it is asked for by. */
export const KEYS = {
  table: 'table',
  server: 'server',
  diningOption: 'diningOption',
  restaurant: 'restaurant',
} as const;

/**
 * The names behind the ids that an order gives, where somebody will read them: of a check on which something failed.
 * Most checks are simply paid, and are asked for nothing.
 */
export function needs({ payload, account }: RawEvent, fetched: Fetched): readonly ApiRead[] {
  if (payload.troubled !== true || payload.payment === undefined) return [];
  const restaurant = text(payload.restaurantGuid) ?? account;
  const { table, server, diningOption } = object(payload.order);
  return [
    ...reading(KEYS.table, '/config/v2/tables', object(table).guid),
    ...reading(KEYS.server, '/labor/v1/employees', object(server).guid),
    ...reading(KEYS.diningOption, '/config/v2/diningOptions', object(diningOption).guid),
    ...reading(KEYS.restaurant, '/restaurants/v1/restaurants', restaurant),
  ]
    .filter(({ key }) => !(key in fetched))
    .map((read) => ({ ...read, account: restaurant }));
}

function reading(key: string, path: string, given: unknown): readonly ApiRead[] {
  const guid = text(given);
  return guid === undefined ? [] : [{ key, method: 'GET', path: `${path}/${pathPart(guid)}` }];
}
