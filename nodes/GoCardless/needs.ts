import type { RawEvent } from '../core/event/rawEvent';
import type { ApiRead, Fetched } from '../core/gateway/apiClient';
import { pathPart } from '../core/gateway/pathPart';
import { EVENTS } from './events';
import { atHand, chainOf, type Kind } from './resources';
import { organisationOf } from './split';

/** The reads that complete an event, given what was read so far: deliveries carry ids and no amounts. */
export function needs({ type, payload }: RawEvent, fetched: Fetched): readonly ApiRead[] {
  // The account of another business is read with a token of its own, which nobody has given us.
  if (organisationOf(payload) !== undefined) return [];
  const { ids, found } = chainOf(payload, atHand(payload, fetched));
  return wanted(type).flatMap((kind): readonly ApiRead[] => {
    const id = ids[kind];
    if (id === undefined || found[kind] || kind in fetched) return [];
    return [{ method: 'GET', key: kind, path: pathOf(kind, id) }];
  });
}

/** Whether what the event is about is still unread, and with it how much money it is about. */
export function isThin({ type, payload }: RawEvent, fetched: Fetched): boolean {
  const [first] = wanted(type);
  return (
    first !== undefined && chainOf(payload, atHand(payload, fetched)).found[first] === undefined
  );
}

export const pathOf = (kind: Kind, id: string): string => `/${kind}s/${pathPart(id)}`;

const wanted = (type: string): readonly Kind[] => EVENTS[type]?.needs ?? [];
