import { integer, list, object, text, type JsonObject } from '../../../nodes/core/event/json';
import type { SeenRequest } from '../request';
import { invalid, notFound, Refusal } from './refusal';

/** Objects by their kind and id. */
export type Objects = Map<string, JsonObject>;

const KINDS = ['payment', 'refund', 'order', 'customer', 'location', 'invoice', 'dispute'];
/** What can be listed; payments and refunds by when they were changed. */
const LISTED = ['payment', 'refund', 'location'];
const MOST_METADATA = 10;

export const nameOf = (kind: string, id: string): string => `${kind} ${id}`;

export function objects(request: SeenRequest, all: Objects): JsonObject | undefined {
  const [, version, plural = '', id, ...more] = request.path.split('/').map(decodeURIComponent);
  const kind = KINDS.find((one) => plural === `${one}s`);
  if (version !== 'v2' || kind === undefined || more.length > 0) return undefined;
  if (id === undefined)
    return LISTED.includes(kind) && request.method === 'GET'
      ? { [plural]: changed(kind, request.query, all) }
      : undefined;
  const found = all.get(nameOf(kind, id));
  if (!found) throw notFound(kind, id);
  if (request.method === 'GET') return { [kind]: found };
  if (request.method !== 'PUT' || kind !== 'order') return undefined;
  const order = updated(found, object(request.body.order));
  all.set(nameOf(kind, id), order);
  return { order };
}

const ofKind = (kind: string, all: Objects): readonly JsonObject[] =>
  [...all].filter(([name]) => name.startsWith(`${kind} `)).map(([, one]) => one);

function changed(kind: string, query: JsonObject, all: Objects): readonly JsonObject[] {
  const from = text(query.updated_at_begin_time) ?? text(query.begin_time) ?? '';
  const to = text(query.updated_at_end_time) ?? text(query.end_time) ?? '9';
  const place = placeOf(kind, query, all);
  return ofKind(kind, all)
    .filter(({ updated_at }) => from <= (text(updated_at) ?? '') && (text(updated_at) ?? '') <= to)
    .filter(({ location_id }) => place === undefined || location_id === place);
}

/** Payments are those of the main place unless another is asked for, refunds those of all. */
const placeOf = (kind: string, { location_id }: JsonObject, all: Objects): string | undefined =>
  text(location_id) ?? (kind === 'payment' ? text(ofKind('location', all)[0]?.id) : undefined);

/** https://developer.squareup.com/docs/orders-api/manage-orders/update-orders */
function updated(order: JsonObject, change: JsonObject): JsonObject {
  const version = integer(order.version);
  if (version === undefined || order.state === 'COMPLETED' || order.state === 'CANCELED')
    throw invalid('BAD_REQUEST', 'This order cannot be updated.');
  if (change.version !== version)
    throw new Refusal(409, 'INVALID_REQUEST_ERROR', 'VERSION_MISMATCH', 'Object version mismatch.');
  const metadata = { ...object(order.metadata), ...object(change.metadata) };
  if (Object.keys(metadata).length > MOST_METADATA || list(change.metadata).length > 0)
    throw invalid('INVALID_VALUE', 'An order carries up to ten entries of metadata.');
  return { ...order, metadata, version: version + 1 };
}
