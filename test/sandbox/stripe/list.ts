import { isObject, text, type Json, type JsonObject } from '../../../nodes/core/event/json';
import { texts, wholeNumber } from './parameters';
import { invalid, noSuch } from './refusal';
import type { StripeObject } from './shelf';

export const LIST_PARAMETERS = ['limit', 'starting_after', 'ending_before', 'expand', 'created'];
const PAGE = 10;
const LONGEST_PAGE = 100;

/** A page of a list, newest first. https://docs.stripe.com/api/pagination */
export function page(objects: readonly StripeObject[], query: JsonObject, url: string): JsonObject {
  const limit = wholeNumber(query.limit, 'limit', PAGE);
  if (limit > LONGEST_PAGE)
    throw invalid(`This value must be less than or equal to ${LONGEST_PAGE}.`, { param: 'limit' });
  const newestFirst = objects
    .filter((object) => inRange(object.created, query.created))
    .toReversed()
    .toSorted((a, b) => Number(b.created ?? 0) - Number(a.created ?? 0));
  const after = text(query.starting_after);
  const from = after === undefined ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && from === 0) throw noSuch('object', after, 'starting_after');
  const data = newestFirst.slice(from, from + limit);
  return { object: 'list', data, has_more: newestFirst.length > from + limit, url };
}

/** Keeps the objects that have the asked value in each of the fields. */
export function matching(
  objects: readonly StripeObject[],
  query: JsonObject,
  fields: readonly string[],
): readonly StripeObject[] {
  return objects.filter((object) =>
    fields.every((field) => query[field] === undefined || matches(object, field, query[field])),
  );
}

function matches(object: StripeObject, field: string, wanted: Json | undefined): boolean {
  // Events are asked for by one type or by several.
  if (field === 'types') return texts(wanted).includes(text(object.type) ?? '');
  // `payment` is a pair of a type and an id.
  if (isObject(wanted) && isObject(object[field])) {
    const value = object[field];
    return Object.entries(wanted).every(([key, part]) => value[key] === part);
  }
  const value = object[field];
  // A form knows no booleans: `delivery_success=false`.
  return (typeof value === 'boolean' ? String(value) : value) === wanted;
}

function inRange(created: unknown, range: Json | undefined): boolean {
  if (range === undefined) return true;
  if (!isObject(range)) return Number(created) === Number(range);
  const at = Number(created);
  const { gt, gte, lt, lte } = range;
  return (
    (gt === undefined || at > Number(gt)) &&
    (gte === undefined || at >= Number(gte)) &&
    (lt === undefined || at < Number(lt)) &&
    (lte === undefined || at <= Number(lte))
  );
}
