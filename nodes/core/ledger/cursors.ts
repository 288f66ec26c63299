import type { Cursor, Subscriber } from './ledger';
import type { Queries } from './queries';
import type { CursorRow } from './schema';
import type { Sql } from './sql';
import { run, send, type Transaction } from './transaction';

/** How far each trigger has asked its gateway for events that were not delivered. */

export function* cursor(queries: Queries, subscriber: Subscriber): Transaction<Cursor | undefined> {
  const [row] = yield* run(queries.findCursor(subscriber));
  return row && { since: row.since, until: row.until };
}

export function* moveCursor(
  queries: Queries,
  { workflowId, triggerId }: Subscriber,
  { since, until }: Cursor,
): Transaction<void> {
  const row = { workflow_id: workflowId, trigger_id: triggerId, since, until };
  yield* send(queries.putCursor(row));
}

export const cursorQueries = ({ db }: Sql) => ({
  findCursor: ({ workflowId, triggerId }: Subscriber) =>
    db
      .selectFrom('cursors')
      .selectAll()
      .where('workflow_id', '=', workflowId)
      .where('trigger_id', '=', triggerId),
  putCursor: (row: CursorRow) =>
    db
      .insertInto('cursors')
      .values(row)
      .onConflict((conflict) => conflict.columns(['workflow_id', 'trigger_id']).doUpdateSet(row)),
});
