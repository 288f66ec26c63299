import { isObject, object, text, type JsonObject } from '../../../nodes/core/event/json';
import type { Answer } from '../request';
import { invalid } from './refusal';

type Get = (resource: string, id: string) => JsonObject | undefined;

/** GET /events: newest first, page by page. https://developer.gocardless.com/api-reference/#events-list-events */
export function listEvents(all: readonly JsonObject[], query: JsonObject, get: Get): Answer {
  const limit = Number(text(query.limit) ?? '50');
  if (!(limit >= 1 && limit <= 500)) return invalid('limit', 'must be between 1 and 500');
  const include = text(query.include);
  const resource = text(query.resource_type);
  if (include !== undefined && resource === undefined)
    return invalid('include', 'must be used with the resource_type parameter');

  const range = object(query.created_at);
  const [from, to] = [text(range.gte) ?? '', text(range.lte) ?? '~'];
  const found = all
    .filter(({ resource_type }) => resource === undefined || resource_type === resource)
    .filter(({ created_at }) => isBetween(from, text(created_at) ?? '', to))
    .toReversed();
  const after = text(query.after);
  const start = after === undefined ? 0 : found.findIndex(({ id }) => id === after) + 1;
  const events = found.slice(start, start + limit);
  const more = found.length > start + limit;
  return {
    status: 200,
    body: {
      events,
      meta: { cursors: { before: null, after: more ? (events.at(-1)?.id ?? null) : null }, limit },
      ...(include === undefined
        ? {}
        : { linked: { [`${include}s`]: linked(events, include, get) } }),
    },
  };
}

/** Times of one form stand in the order of their texts. */
const isBetween = (from: string, at: string, to: string): boolean => at >= from && at <= to;

function linked(events: readonly JsonObject[], kind: string, get: Get): JsonObject[] {
  const ids = new Set(events.flatMap(({ links }) => text(object(links)[kind]) ?? []));
  return [...ids].map((id) => get(`${kind}s`, id)).filter(isObject);
}
