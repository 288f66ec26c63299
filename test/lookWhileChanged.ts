import type { JsonObject } from '../nodes/core/event/json';
import type { RawEvent } from '../nodes/core/event/rawEvent';
import type { ApiRequest } from '../nodes/core/gateway/apiClient';
import type { Backfill, Look } from '../nodes/core/gateway/look';

/** A gateway's list of what changed in a span of time, which it makes anew for every page. */
export interface ChangingList {
  readonly rows: readonly JsonObject[];
  /** When a row was changed, in milliseconds since 1970. */
  readonly changedAt: (row: JsonObject) => number;
  /** The rows that are asked for, out of all. */
  readonly answer: (rows: readonly JsonObject[], asked: ApiRequest) => JsonObject;
  /** The row as it is once somebody at the till touched it. */
  readonly touch: (row: JsonObject) => JsonObject;
}

/**
 * Looks through a list while the evening goes on: after every page somebody touches the two rows that were changed the
 * longest ago. Answers what the look found, and which rows nobody touched.
 */
export function lookWhileChanged(
  { reads, read }: Backfill,
  look: Look,
  { rows, changedAt, answer, touch }: ChangingList,
): { readonly events: readonly RawEvent[]; readonly untouched: readonly JsonObject[] } {
  const waiting = [...reads(look)];
  const events: RawEvent[] = [];
  let now = rows;
  for (let asked = waiting.shift(); asked; asked = waiting.shift()) {
    const listed = read(answer(now, asked), asked, look);
    events.push(...listed.events);
    waiting.push(...listed.more);
    const [first, second] = [...now].sort((a, b) => changedAt(a) - changedAt(b));
    now = now.map((row) => (row === first || row === second ? touch(row) : row));
  }
  return { events, untouched: rows.filter((row) => now.includes(row)) };
}
