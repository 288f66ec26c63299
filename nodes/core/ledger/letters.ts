import { sql, type SqlBool } from 'kysely';
import { later } from '../event/reading';
import { HELD, heldOf } from './dispatches';
import type { Dispatch } from './ledger';
import type { Queries } from './queries';
import type { Sql } from './sql';
import { send, type Transaction } from './transaction';
import { allOf } from './schema';

/**
 * The last word on an event that is dead goes out at least once: until a letter is known to have been sent, it is
 * written again, a few times. A dead dispatch has no lease to keep, so its end says when the letter is due once more,
 * and an end at its death that nothing is due.
 */

/** How long a letter may take to be sent, in seconds. */
export const LETTER = 300;

/** How long after its death letters of an event are written, in seconds. */
const LAST_LETTER = 3 * LETTER;

/** Notes that letters were sent. */
export function* lettersSent(queries: Queries, dispatches: readonly Dispatch[]): Transaction<void> {
  yield* send(queries.endLetters(dispatches.map(heldOf)));
}

// Spelled out as in the index: a bound parameter would hide it from the planners.
const dead = sql<SqlBool>`${sql.ref('dispatches.state')} = 'dead'`;

export const letterQueries = ({ db, batch, forUpdate }: Sql) => ({
  dueLetters: (workflowId: string, now: string) =>
    forUpdate(
      db
        .selectFrom('dispatches')
        .innerJoin('events', 'events.id', 'dispatches.event_id')
        .select(allOf('dispatches'))
        .select('events.event')
        .where(dead)
        .where('dispatches.due_at', '>', later(now, -LAST_LETTER))
        .where('dispatches.workflow_id', '=', workflowId)
        .whereRef('dispatches.lease_until', '>', 'dispatches.due_at')
        .where('dispatches.lease_until', '<=', now)
        .orderBy('dispatches.due_at')
        .limit(100),
      'dispatches',
      'skip',
    ),
  endLetters: batch(HELD, (input) =>
    db
      .updateTable('dispatches')
      .from(input)
      .set(({ ref }) => ({ lease_until: ref('dispatches.due_at') }))
      .where(dead)
      .whereRef('dispatches.workflow_id', '=', 'input.workflow_id')
      .whereRef('dispatches.trigger_id', '=', 'input.trigger_id')
      .whereRef('dispatches.event_id', '=', 'input.event_id')
      .whereRef('dispatches.token', '=', 'input.token'),
  ),
});
