import { type JsonObject } from '../../../nodes/core/event/json';
import type { SeenRequest } from '../request';
import { expand } from './expand';
import { LIST_PARAMETERS, matching, page } from './list';
import { mergeMetadata } from './metadata';
import { onlyKnown, texts } from './parameters';
import { invalid, noSuch } from './refusal';
import { RESOURCES, type Resource } from './resources';
import { shelfName, type Shelf, type Shelves, type StripeObject } from './shelf';

const MOST_TYPES = 20;

/** List, retrieve and update of any resource in the table; `undefined` where the path names none. */
export function objects(
  request: SeenRequest,
  shelf: Shelf,
  shelves: Shelves,
): JsonObject | undefined {
  const path = request.path.replace(/^\/v1\//, '');
  const asList = RESOURCES[path];
  if (asList !== undefined && request.method === 'GET')
    return expand(listOf(asList, request, shelf), texts(request.query.expand), shelf);

  const [, name = '', id = ''] = /^(.+)\/([^/]+)$/.exec(path) ?? [];
  const resource = RESOURCES[name];
  if (resource === undefined) return undefined;
  const found = find(resource, id, shelf, shelves);
  if (request.method === 'GET') {
    onlyKnown(request.query, ['expand']);
    return expand(found, texts(request.query.expand), shelf);
  }
  if (request.method !== 'POST' || resource.writable === undefined) return undefined;
  return expand(update(resource, found, request.body, shelf), texts(request.body.expand), shelf);
}

function listOf(resource: Resource, { query, path }: SeenRequest, shelf: Shelf): JsonObject {
  const filters = resource.filters ?? [];
  onlyKnown(query, [...LIST_PARAMETERS, ...filters]);
  if (resource.object === 'event') checkTypes(query);
  const all = [...shelf.objects.values()].filter(({ object }) => object === resource.object);
  const { delivery_success: wanted, ...fields } = query;
  const listed =
    wanted === undefined
      ? all
      : all.filter(({ id }) => String(!shelf.undelivered.has(id)) === wanted);
  return page(matching(listed, fields, filters), query, path);
}

/** https://docs.stripe.com/api/events/list */
function checkTypes({ type, types }: JsonObject): void {
  if (type !== undefined && types !== undefined)
    throw invalid('You may only specify one of these parameters: type, types.');
  if (texts(types).length > MOST_TYPES)
    throw invalid(`You may only pass up to ${MOST_TYPES} event types.`, { param: 'types' });
}

function find(resource: Resource, id: string, shelf: Shelf, shelves: Shelves): StripeObject {
  const found = shelf.objects.get(id);
  if (found?.object === resource.object) return found;
  const other = shelves.get(shelfName(shelf.account.id, !shelf.livemode));
  const [there, here] = shelf.livemode ? ['test', 'live'] : ['live', 'test'];
  const elsewhere = other?.objects.has(id)
    ? `; a similar object exists in ${there} mode, but a ${here} mode key was used to make this request.`
    : '';
  throw noSuch(resource.object, id, resource.param, elsewhere);
}

function update(
  { writable = [] }: Resource,
  found: StripeObject,
  change: JsonObject,
  shelf: Shelf,
): StripeObject {
  onlyKnown(change, [...writable, 'expand']);
  if (found.object === 'invoice' && found.status === 'void' && change.metadata === undefined)
    throw invalid('This invoice is no longer editable');
  const rest = Object.fromEntries(Object.entries(change).filter(([name]) => name !== 'expand'));
  const metadata = mergeMetadata(found.metadata, change.metadata);
  const updated = { ...found, ...rest, metadata };
  shelf.objects.set(found.id, updated);
  return updated;
}
