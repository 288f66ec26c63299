import type { StoredEvent } from './ledger';
import type { Queries } from './queries';
import { isEvent, isJsonObject, parsed } from './rows';
import { clean } from './batch';
import type { Sql } from './sql';
import { run, type Transaction } from './transaction';

export function* stored(
  queries: Queries,
  eventIds: readonly string[],
): Transaction<readonly (StoredEvent | undefined)[]> {
  if (eventIds.length === 0) return [];
  const rows = yield* run(queries.readEvents(eventIds.map((id) => ({ id }))));
  const found = new Map(
    rows.map(({ id, event, gateway_type: type, raw, salt }) => [
      id,
      // What was erased is gone, skeleton or not.
      salt === null
        ? undefined
        : {
            event: parsed(event, isEvent),
            ...(raw !== null && { raw: { type, payload: parsed(raw, isJsonObject) } }),
          },
    ]),
  );
  return eventIds.map((id) => found.get(clean(id)));
}

export const storedQueries = ({ db, batch }: Sql) => ({
  readEvents: batch({ id: 'text' }, (input) =>
    db
      .selectFrom(input)
      .innerJoin('events', 'events.id', 'input.id')
      .select(['events.id', 'events.event', 'events.gateway_type', 'events.raw', 'events.salt']),
  ),
});
