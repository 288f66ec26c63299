import { integer, text, type JsonObject } from '../../../nodes/core/event/json';
import type { SeenRequest } from '../request';
import { Refusal } from './refusal';

/** Objects by their kind and id. */
export type Shelf = Map<string, JsonObject>;

const KINDS = ['payments', 'orders', 'customers'];
const EXPANDABLE: Readonly<Record<string, readonly string[]>> = {
  payments: ['cardTransaction', 'tender', 'order', 'employee', 'refunds', 'additionalCharges'],
  orders: ['customers', 'lineItems', 'orderType', 'payments', 'refunds', 'discounts'],
  customers: ['emailAddresses', 'phoneNumbers', 'addresses', 'cards'],
};
const MOST_EXPANDED = 3;
const WRITABLE = ['note', 'state', 'title', 'total'];
const LONGEST_NOTE = 2047;

/** The REST API, of one merchant. */
export function shop(request: SeenRequest, merchant: string, all: Shelf): JsonObject {
  const [, v3, merchants, mId, kind, id, ...more] = request.path.split('/').map(decodeURIComponent);
  if (v3 !== 'v3' || merchants !== 'merchants' || more.length > 0) throw notFound();
  // A token is of one merchant.
  if (mId !== merchant) throw new Refusal(401, '401 Unauthorized');
  if (kind === undefined) return { id: merchant, ...all.get(`merchant ${merchant}`) };
  if (!KINDS.includes(kind)) throw notFound();
  const { searchParams } = new URL(request.url, 'https://clover');
  const wanted = searchParams.get('expand')?.split(',') ?? [];
  if (wanted.length > MOST_EXPANDED || wanted.some((one) => !EXPANDABLE[kind]?.includes(one)))
    throw new Refusal(400, 'Invalid expand');
  const shown = (one: JsonObject): JsonObject => collapsed(kind, one, wanted);
  if (id === undefined) return { elements: listed(kind, searchParams, all).map(shown) };
  const found = all.get(`${kind} ${id}`);
  if (!found) throw notFound();
  if (request.method === 'GET') return shown(found);
  if (request.method !== 'POST' || kind !== 'orders') throw new Refusal(405, 'Method Not Allowed');
  const written = { ...found, ...change(request.body) };
  all.set(`${kind} ${id}`, written);
  return written;
}

const notFound = (): Refusal => new Refusal(404, 'Not Found');

/** What is not asked for is not there, or is a bare reference. */
const collapsed = (kind: string, one: JsonObject, wanted: readonly string[]): JsonObject =>
  Object.fromEntries(
    Object.entries(one).filter(
      ([name]) => name === 'order' || !EXPANDABLE[kind]?.includes(name) || wanted.includes(name),
    ),
  );

const FILTER = /^modifiedTime(>=|<=)(\d+)$/;

/** https://docs.clover.com/docs/applying-filters: all of them are to be met. */
function listed(kind: string, query: URLSearchParams, all: Shelf): readonly JsonObject[] {
  const filters = query.getAll('filter').map((filter) => {
    const [, operator, bound] = FILTER.exec(filter) ?? [];
    if (bound === undefined) throw new Refusal(400, `Invalid filter ${filter}`);
    return (at: number) => (operator === '>=' ? at >= Number(bound) : at <= Number(bound));
  });
  const [limit, offset] = [Number(query.get('limit') ?? 100), Number(query.get('offset') ?? 0)];
  if (limit > 1000) throw new Refusal(400, 'Invalid limit');
  return [...all]
    .filter(([name]) => name.startsWith(`${kind} `))
    .map(([, one]) => one)
    .filter((one) => filters.every((holds) => holds(integer(one.modifiedTime) ?? 0)))
    .slice(offset, offset + limit);
}

function change(body: JsonObject): JsonObject {
  const strange = Object.keys(body).find((name) => !WRITABLE.includes(name));
  if (strange !== undefined) throw new Refusal(400, `Unrecognized field ${strange}`);
  if ((text(body.note) ?? '').length > LONGEST_NOTE) throw new Refusal(400, 'note is too long');
  return body;
}
