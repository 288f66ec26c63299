import { object, text, type JsonObject } from '../../../nodes/core/event/json';

/** As much of QuickBooks' query language as is used: conditions joined by `and`, and a page. */

const QUERY = /^select \* from (\w+)(?: where (.+?))?(?: startposition (\d+) maxresults (\d+))?$/;
const CONDITION = /^(\w+) (>=|<|>) '([^']*)'$/;

export interface Query {
  readonly entity: string;
  readonly page: (rows: readonly JsonObject[]) => readonly JsonObject[];
}

/** `undefined` for what QuickBooks would not parse. */
export function queryIn(given: unknown): Query | undefined {
  const [, entity, where, start = '1', most = '100'] = QUERY.exec(text(given) ?? '') ?? [];
  if (entity === undefined || Number(most) > 1000) return undefined;
  const conditions = (where?.split(' and ') ?? []).map((one) => CONDITION.exec(one));
  if (conditions.includes(null)) return undefined;
  return {
    entity,
    page: (rows) =>
      rows
        .filter((row) =>
          conditions.every((found) => {
            const [, field = '', sign, value = ''] = found ?? [];
            return holds(object(row)[field], sign, value);
          }),
        )
        .slice(Number(start) - 1, Number(start) - 1 + Number(most)),
  };
}

function holds(field: unknown, sign: string | undefined, value: string): boolean {
  if (field === undefined) return false;
  const order =
    typeof field === 'number' ? field - Number(value) : (text(field) ?? '').localeCompare(value);
  return sign === '<' ? order < 0 : sign === '>' ? order > 0 : order >= 0;
}
