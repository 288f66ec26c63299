import { later } from '../event/reading';
import { deskWrites, note } from './desk';
import { lockByEvents } from './lockCases';
import type { Dispatch } from './ledger';
import type { Queries } from './queries';
import { TABLES, allOf, type DispatchRow } from './schema';
import type { Sql } from './sql';
import { run, send, type Transaction } from './transaction';

/** How long a claimed dispatch is left alone, in seconds. */
export const LEASE = 300;

/** Pauses after each hand-over before the next, in seconds; the last stands for all that follow. */
const PAUSES = [30, 60, 300, 900, 3600, 7200, 14400, 21600];
export const EMISSIONS = PAUSES.length + 1;

/** When what was handed over so often is handed over again, and when a person is to hear of it after the last time. */
export const dueAfter = (emission: number, now: string): string =>
  later(now, PAUSES[emission - 1] ?? 21600);

/** The fields that a hand-over by a process sets. */
export const handOver = (emission: number, now: string, processId: string) => ({
  state: 'stored',
  token: crypto.randomUUID(),
  emission,
  handed_at: now,
  lease_until: later(now, LEASE),
  due_at: dueAfter(emission, now),
  process_id: processId,
  reason: null,
});

export const dispatchOf = (row: DispatchRow, ledger: string): Dispatch => ({
  workflowId: row.workflow_id,
  triggerId: row.trigger_id,
  eventId: row.event_id,
  token: row.token,
  ledger,
  emission: row.emission,
});

export const dispatchKey = (row: Pick<DispatchRow, 'workflow_id' | 'trigger_id' | 'event_id'>) =>
  JSON.stringify([row.workflow_id, row.trigger_id, row.event_id]);

export const heldOf = ({ workflowId, triggerId, eventId, token }: Dispatch) => ({
  workflow_id: workflowId,
  trigger_id: triggerId,
  event_id: eventId,
  token,
});

export function* claim(
  queries: Queries,
  dispatches: readonly Dispatch[],
  now: string,
  execution?: string,
): Transaction<readonly boolean[]> {
  const lease = { lease_until: later(now, LEASE), execution_id: execution ?? null };
  const rows = yield* run(
    queries.claimDispatches(dispatches.map((one) => ({ ...heldOf(one), ...lease }))),
  );
  const ours = new Map(rows.map((row) => [dispatchKey(row), row.token]));
  return dispatches.map((one) => ours.get(dispatchKey(heldOf(one))) === one.token);
}

export function* finish(
  queries: Queries,
  dispatches: readonly Dispatch[],
  now: string,
): Transaction<void> {
  const { desk, caseOf } = yield* lockByEvents(
    queries,
    dispatches.map(({ eventId }) => eventId),
  );
  const rows = yield* run(queries.finishDispatches(dispatches.map(heldOf)));
  for (const { event_id: eventId, workflow_id: workflow } of rows) {
    const caseId = caseOf.get(eventId);
    if (caseId !== undefined)
      note(desk, caseId, now, { action: 'done', eventId, detail: { workflow } });
  }
  yield* send(...deskWrites(queries, desk, now));
}

/** A dispatch under the token that it was handed over with. */
export const HELD = {
  workflow_id: 'text',
  trigger_id: 'text',
  event_id: 'text',
  token: 'text',
} as const;
const CLAIM = { ...HELD, lease_until: 'text', execution_id: 'text or null' } as const;

export const dispatchQueries = ({ db, batch, insert, forUpdate }: Sql, processId: string) => ({
  processId,
  /** Only under the latest token, and only while nobody finished it. A lease never makes a dispatch due earlier. */
  claimDispatches: batch(CLAIM, (rows) =>
    db
      .updateTable('dispatches')
      .from(rows)
      .set(({ ref, eb, fn }) => ({
        state: 'claimed',
        process_id: processId,
        execution_id: fn.coalesce('input.execution_id', 'dispatches.execution_id'),
        lease_until: ref('input.lease_until'),
        due_at: eb
          .case()
          .when('dispatches.due_at', '>', ref('input.lease_until'))
          .then(ref('dispatches.due_at'))
          .else(ref('input.lease_until'))
          .end(),
      }))
      .whereRef('dispatches.workflow_id', '=', 'input.workflow_id')
      .whereRef('dispatches.trigger_id', '=', 'input.trigger_id')
      .whereRef('dispatches.event_id', '=', 'input.event_id')
      .whereRef('dispatches.token', '=', 'input.token')
      .where('dispatches.state', 'in', ['stored', 'claimed'])
      .returning([
        'dispatches.workflow_id',
        'dispatches.trigger_id',
        'dispatches.event_id',
        'dispatches.token',
      ]),
  ),
  saveDispatches: batch(TABLES.dispatches, (rows) =>
    insert('dispatches', rows).onConflict((conflict) =>
      conflict.columns(['workflow_id', 'trigger_id', 'event_id']).doUpdateSet(({ ref }) => ({
        state: ref('excluded.state'),
        token: ref('excluded.token'),
        emission: ref('excluded.emission'),
        handed_at: ref('excluded.handed_at'),
        lease_until: ref('excluded.lease_until'),
        due_at: ref('excluded.due_at'),
        process_id: ref('excluded.process_id'),
        execution_id: ref('excluded.execution_id'),
        reason: ref('excluded.reason'),
        extra: ref('excluded.extra'),
      })),
    ),
  ),
  findDispatches: batch({ workflow_id: 'text', trigger_id: 'text', event_id: 'text' }, (rows) =>
    forUpdate(
      db
        .selectFrom(rows)
        .innerJoin('dispatches', (join) =>
          join
            .onRef('dispatches.workflow_id', '=', 'input.workflow_id')
            .onRef('dispatches.trigger_id', '=', 'input.trigger_id')
            .onRef('dispatches.event_id', '=', 'input.event_id'),
        )
        .select(allOf('dispatches')),
      'dispatches',
    ),
  ),
  finishDispatches: batch(HELD, (rows) =>
    db
      .updateTable('dispatches')
      .from(rows)
      .set({ state: 'done' })
      .whereRef('dispatches.workflow_id', '=', 'input.workflow_id')
      .whereRef('dispatches.trigger_id', '=', 'input.trigger_id')
      .whereRef('dispatches.event_id', '=', 'input.event_id')
      .whereRef('dispatches.token', '=', 'input.token')
      .where('dispatches.state', '!=', 'done')
      .returning(['dispatches.event_id', 'dispatches.workflow_id']),
  ),
});
