import { sql, type SqlBool } from 'kysely';
import type { PaymentEvent } from '../event/paymentEvent';
import { later } from '../event/reading';
import { deskWrites, note } from './desk';
import { lockFreeByEvents } from './lockCases';
import { EMISSIONS, LEASE, dispatchOf, handOver } from './dispatches';
import type { DeadLetter, Emission, Unfinished } from './ledger';
import { lastWords, type Dying } from './lastWords';
import { LETTER } from './letters';
import { FREED_AT_ONCE, SILENCE } from './processes';
import type { Queries } from './queries';
import { isEvent, isJsonObject, parsed } from './rows';
import { TABLES, allOf, type DispatchRow } from './schema';
import type { Sql } from './sql';
import { run, runAll, send, type Transaction } from './transaction';

/** How long after its last visit a Payment Follow-Up Trigger still counts as looking after a workflow, in seconds. */
const ATTENTION = 900;

export function* unfinished(
  queries: Queries,
  ledger: string,
  workflowId: string,
  now: string,
  limit: number,
): Transaction<Unfinished> {
  yield* send(queries.watch([{ workflow_id: workflowId, seen_at: now }]));
  const [rows, letters] = yield* runAll(
    queries.dueDispatches(workflowId, now, limit),
    queries.dueLetters(workflowId, now),
  );
  const again: (Emission & { readonly row: DispatchRow })[] = [];
  const dying: Dying[] = [];
  for (const { event: text, known, ...old } of rows) {
    const event = parsed(text, isEvent);
    if (old.emission < EMISSIONS) {
      const row = { ...old, ...handOver(old.emission + 1, now, queries.processId) };
      again.push({ ...emission(event, row, ledger), row });
    } else dying.push({ row: old, event, known });
  }
  const words = yield* lastWords(queries, dying);
  const dead = dying.map(({ row: old, event }, index) => {
    const reason = old.reason ?? words[index] ?? '';
    const row = { ...old, state: 'dead', reason, due_at: now, lease_until: later(now, LETTER) };
    return { ...emission(event, row, ledger), row, reason, repeat: false };
  });
  const repeated = letters.map(({ event: text, ...old }) => {
    const row = { ...old, lease_until: later(now, LETTER) };
    const event = parsed(text, isEvent);
    return { ...emission(event, row, ledger), row, reason: old.reason ?? '', repeat: true };
  });
  const died = dead.length > 0 ? yield* noteDead(queries, dead, now) : [];
  const changed = [...again, ...died, ...repeated].map(({ row }) => row);
  if (changed.length > 0) yield* send(queries.saveDispatches(changed));
  return {
    again: again.map(({ row: _, ...one }) => one),
    dead: [...died, ...repeated].map(({ row: _, ...one }) => one),
  };
}

const emission = (event: PaymentEvent, row: DispatchRow, ledger: string): Emission => ({
  event,
  dispatch: dispatchOf(row, ledger),
  ...(row.extra !== null && { extra: parsed(row.extra, isJsonObject) }),
});

/** Answers whose death is noted. Whose case is being worked on may be finished yet: it waits for the next look. */
function* noteDead<T extends DeadLetter>(
  queries: Queries,
  dead: readonly T[],
  now: string,
): Transaction<readonly T[]> {
  const { desk, caseOf } = yield* lockFreeByEvents(
    queries,
    dead.map(({ dispatch }) => dispatch.eventId),
  );
  const noted: T[] = [];
  for (const one of dead) {
    const { eventId, workflowId: workflow } = one.dispatch;
    const caseId = caseOf.get(eventId);
    if (caseId === undefined) continue;
    note(desk, caseId, now, { action: 'dead', eventId, detail: { workflow, reason: one.reason } });
    noted.push(one);
  }
  yield* send(...deskWrites(queries, desk, now));
  return noted;
}

export function* lookedAfter(
  queries: Queries,
  workflowId: string,
  now: string,
): Transaction<boolean> {
  const [row] = yield* run(queries.lastVisit(workflowId));
  return row !== undefined && row.seen_at >= later(now, -ATTENTION);
}

export const unfinishedQueries = ({ db, batch, insert, forUpdate }: Sql, processId: string) => ({
  watch: batch(TABLES.watchers, (input) =>
    insert('watchers', input).onConflict((conflict) =>
      conflict
        .column('workflow_id')
        .doUpdateSet(({ ref }) => ({ seen_at: ref('excluded.seen_at') })),
    ),
  ),
  lastVisit: (workflowId: string) =>
    db.selectFrom('watchers').select('seen_at').where('workflow_id', '=', workflowId),
  /**
   * What its pause or lease has ended for, and what a process held that fell silent.
   * Two processes may ask at once: what one of them is taking up, the other passes over.
   */
  dueDispatches: (workflowId: string, now: string, limit: number) => {
    const due = db
      .selectFrom('dispatches')
      .innerJoin('events', 'events.id', 'dispatches.event_id')
      .select(allOf('dispatches'))
      .select(['events.event', 'events.known'])
      .where('dispatches.workflow_id', '=', workflowId)
      // Spelled out as in the index: a bound parameter would hide it from SQLite's planner.
      .where(sql<SqlBool>`${sql.ref('dispatches.state')} in ('stored', 'claimed')`)
      .where(({ eb, and, or, not, exists, selectFrom, ref }) =>
        or([
          eb('dispatches.due_at', '<=', now),
          and([
            eb('dispatches.process_id', '!=', processId),
            eb('dispatches.emission', '<=', FREED_AT_ONCE),
            eb('dispatches.lease_until', '<', later(now, LEASE - SILENCE)),
            not(
              exists(
                selectFrom('processes')
                  .select('processes.id')
                  .whereRef('processes.id', '=', 'dispatches.process_id')
                  .where((seen) =>
                    seen.or([
                      seen('processes.seen_at', '>=', later(now, -SILENCE)),
                      // It outlived the lease: the workflow failed, and gets its pauses.
                      seen('processes.seen_at', '>=', ref('dispatches.lease_until')),
                    ]),
                  ),
              ),
            ),
          ]),
        ]),
      )
      .orderBy('dispatches.due_at')
      .limit(limit);
    return forUpdate(due, 'dispatches', 'skip');
  },
});
