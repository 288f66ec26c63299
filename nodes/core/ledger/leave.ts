import { EMISSIONS, HELD, dueAfter, heldOf } from './dispatches';
import type { Left } from './ledger';
import type { Queries } from './queries';
import type { Sql } from './sql';
import { send, type Transaction } from './transaction';

/** What cannot be tried with more success the next minute: after the last time nothing is waited for. */
export function* leave(queries: Queries, left: readonly Left[], now: string): Transaction<void> {
  const rows = left.map(({ dispatch, reason }) => ({
    ...heldOf(dispatch),
    due_at: dispatch.emission < EMISSIONS ? dueAfter(dispatch.emission, now) : now,
    reason,
  }));
  if (rows.length > 0) yield* send(queries.leaveDispatches(rows));
}

const LEFT = { ...HELD, due_at: 'text', reason: 'text' } as const;

export const leaveQueries = ({ db, batch }: Sql) => ({
  /** Nobody works on it until it is due, which a claim has put off. */
  leaveDispatches: batch(LEFT, (rows) =>
    db
      .updateTable('dispatches')
      .from(rows)
      .set(({ ref }) => ({
        state: 'stored',
        due_at: ref('input.due_at'),
        reason: ref('input.reason'),
      }))
      .whereRef('dispatches.workflow_id', '=', 'input.workflow_id')
      .whereRef('dispatches.trigger_id', '=', 'input.trigger_id')
      .whereRef('dispatches.event_id', '=', 'input.event_id')
      .whereRef('dispatches.token', '=', 'input.token')
      .where('dispatches.state', '=', 'claimed'),
  ),
});
