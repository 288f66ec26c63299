import { object } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { EventType } from '../core/event/taxonomy';
import type { ApiRead, Fetched } from '../core/gateway/apiClient';
import { rowOf } from './events';
import { dataOf, idOf } from './fields';
import { clientsIn } from './people';
import { client, clientByUniqueId, KEYS, locations, under } from './requests';

/** A failure is told to the guest, who is looked up; a success to staff, who know the place. */
const GUEST: readonly EventType[] = ['payment.failed', 'subscription.past_due'];
const PLACE: readonly EventType[] = ['payment.failed', 'payment.succeeded', 'payment.pending'];

/** The reads that complete an event, given what was read so far. */
export function needs(event: RawEvent, fetched: Fetched): readonly ApiRead[] {
  const data = dataOf(event);
  const row = rowOf(event.type);
  const told = row?.read({ event, data, fetched, context: { account: '' } });
  if (!row || !told) return [];
  return [
    ...(row.explain?.(event, data) ?? []),
    ...(GUEST.includes(told.type) ? guest(told.client, event, fetched) : []),
    ...(PLACE.includes(told.type) && told.location !== undefined
      ? [under(KEYS.locations, locations, event.account)]
      : []),
  ].filter(({ key }) => !(key in fetched));
}

/** Whether the event does not yet say what happened. */
export const isUnexplained = (event: RawEvent, fetched: Fetched): boolean =>
  (rowOf(event.type)?.explain?.(event, dataOf(event)) ?? []).some(({ key }) => !(key in fetched));

/** By the number that staff know, and unless that is Mindbody's own too, by that. A sample brings its guest along. */
function guest(id: string | undefined, event: RawEvent, fetched: Fetched): readonly ApiRead[] {
  if (id === undefined || 'Client' in object(dataOf(event))) return [];
  const first = under(KEYS.client, client(id), event.account);
  const isKnown = clientsIn(fetched, id).some(({ UniqueId }) => idOf(UniqueId) === id);
  return KEYS.client in fetched && !isKnown && /^\d+$/.test(id)
    ? [first, under(KEYS.uniqueClient, clientByUniqueId(id), event.account)]
    : [first];
}
