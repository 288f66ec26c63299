import { list, object, text, type Json, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { ApiRequest } from '../core/gateway/apiClient';
import type { Backfill, Listed, Look } from '../core/gateway/look';
import { LISTED } from './events';
import { event_types } from './registration';
import { split } from './split';

const EVENTS = '/v2/events';
const LOCATIONS = '/v2/locations';
const PAYMENTS = '/v2/payments';
const REFUNDS = '/v2/refunds';

/**
 * Events as they were pushed, and beside them payments and refunds that failed: it is not said that Square pushes an
 * event of every declined payment, and events are searchable only from the day on which that was switched on.
 * https://developer.squareup.com/docs/events-api/overview
 */
export const backfill: Backfill = {
  keeps: 28 * 24 * 3600,
  overlap: 600,
  listed: Object.values(LISTED),
  reads: (look) => [{ method: 'GET', path: LOCATIONS }, changed(REFUNDS, look), searched(look)],
  read: (answer, asked, look) => READERS.get(asked.path)?.(answer, asked, look) ?? NOTHING,
};

const NOTHING: Listed = { events: [], more: [] };

const READERS: ReadonlyMap<string, Backfill['read']> = new Map([
  [
    EVENTS,
    (answer, asked, look) => ({
      events: list(answer.events).flatMap((event) => split(event, look.to)?.events ?? []),
      more: followed(answer, (cursor) => ({ ...asked, body: { ...asked.body, cursor } })),
    }),
  ],
  [LOCATIONS, paymentsOfEach],
  [PAYMENTS, listing('payment', ['FAILED', 'CANCELED'])],
  [REFUNDS, listing('refund', ['FAILED', 'REJECTED'])],
]);

const searched = ({ account, from, to }: Look): ApiRequest => ({
  method: 'POST',
  path: EVENTS,
  body: {
    query: {
      filter: {
        event_types,
        merchant_ids: [account],
        created_at: { start_at: from, end_at: to },
      },
      sort: { field: 'DEFAULT', order: 'ASC' },
    },
    limit: 100,
  },
});

const changed = (
  path: string,
  { from, to }: Look,
  place: Readonly<Record<string, string>> = {},
): ApiRequest => ({
  method: 'GET',
  path,
  query: {
    updated_at_begin_time: from,
    updated_at_end_time: to,
    sort_field: 'UPDATED_AT',
    sort_order: 'ASC',
    limit: '100',
    ...place,
  },
});

/**
 * Asked for no place, Square lists the payments of the main one, unlike refunds.
 * https://developer.squareup.com/reference/square/payments-api/list-payments
 */
function paymentsOfEach(answer: JsonObject, _asked: ApiRequest, look: Look): Listed {
  const places = list(answer.locations).flatMap((one) => text(object(one).id) ?? []);
  return {
    events: [],
    more: places.map((location_id) => changed(PAYMENTS, look, { location_id })),
  };
}

/** Objects of one kind in states that tell of a failure, each as the event that Square would have pushed. */
function listing(kind: keyof typeof LISTED, states: readonly string[]): Backfill['read'] {
  return (answer, asked, look) => ({
    events: list(answer[`${kind}s`]).flatMap((one) => eventOf(kind, states, one, look)),
    more: followed(answer, (cursor) => ({ ...asked, query: { ...asked.query, cursor } })),
  });
}

function eventOf(
  kind: keyof typeof LISTED,
  states: readonly string[],
  one: Json,
  { account, to }: Look,
): readonly RawEvent[] {
  const about = object(one);
  const id = text(about.id);
  const status = text(about.status);
  if (id === undefined || status === undefined || !states.includes(status)) return [];
  const payload: JsonObject = {
    merchant_id: account,
    location_id: about.location_id,
    type: LISTED[kind],
    created_at: about.updated_at ?? about.created_at,
    data: { type: kind, id, object: { [kind]: about } },
  };
  return [
    { gateway: 'square', id: `${id}:${status}`, type: LISTED[kind], receivedAt: to, payload },
  ];
}

const followed = (
  { cursor }: JsonObject,
  next: (cursor: string) => ApiRequest,
): readonly ApiRequest[] => {
  const from = text(cursor);
  return from === undefined ? [] : [next(from)];
};
