import { instant } from './instant';
import type { Subscriber } from './handover';
import type { Queries } from './queries';
import { allOf, type CursorRow } from './schema';
import type { Sql } from './sql';
import { run, send, type Transaction } from './transaction';

export interface Cursor {
  /** When the trigger began to listen: what happened before is not for it. */
  readonly since: string;
  /** Up to when its gateway has been asked. */
  readonly until: string;
  /** Since when events that could not be delivered are to be looked for. */
  readonly undeliveredSince?: string;
}

/** How far each trigger has asked its gateway for events that were not delivered. */

export function* cursor(queries: Queries, subscriber: Subscriber): Transaction<Cursor | undefined> {
  const [row] = yield* run(queries.findCursor(subscriber));
  if (!row) return undefined;
  const { since, until, undelivered_since } = row;
  return {
    since,
    until,
    ...(undelivered_since !== null && { undeliveredSince: undelivered_since }),
  };
}

export function* moveCursor(
  queries: Queries,
  subscriber: Subscriber,
  { since, until }: Pick<Cursor, 'since' | 'until'>,
): Transaction<void> {
  yield* send(queries.putCursor(rowOf(subscriber, since, until)));
}

export function* lookForUndelivered(
  queries: Queries,
  subscriber: Subscriber,
  since: string,
  now: string,
): Transaction<void> {
  yield* send(queries.putUndelivered({ ...rowOf(subscriber, now, now), undelivered_since: since }));
}

export function* lookedForUndelivered(
  queries: Queries,
  subscriber: Subscriber,
  since: string,
): Transaction<void> {
  yield* send(queries.forgetUndelivered(subscriber, since));
}

const rowOf = ({ workflowId, triggerId }: Subscriber, since: string, until: string): CursorRow => ({
  workflow_id: workflowId,
  trigger_id: triggerId,
  since: instant(since),
  until: instant(until),
  undelivered_since: null,
});

export const cursorQueries = ({ db }: Sql) => ({
  findCursor: ({ workflowId, triggerId }: Subscriber) =>
    db
      .selectFrom('cursors')
      .select(allOf('cursors'))
      .where('workflow_id', '=', workflowId)
      .where('trigger_id', '=', triggerId),
  /** What is undelivered and was asked for meanwhile stays asked for. */
  putCursor: (row: CursorRow) =>
    db
      .insertInto('cursors')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['workflow_id', 'trigger_id'])
          .doUpdateSet({ since: row.since, until: row.until }),
      ),
  putUndelivered: (row: CursorRow) =>
    db
      .insertInto('cursors')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['workflow_id', 'trigger_id'])
          .doUpdateSet({ undelivered_since: row.undelivered_since }),
      ),
  forgetUndelivered: ({ workflowId, triggerId }: Subscriber, since: string) =>
    db
      .updateTable('cursors')
      .set({ undelivered_since: null })
      .where('workflow_id', '=', workflowId)
      .where('trigger_id', '=', triggerId)
      .where('undelivered_since', '=', since),
});
