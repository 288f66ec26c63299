import type { CaseQueries } from './cases';
import { newDesk, type Desk } from './desk';
import type { CaseRow } from './schema';
import { run, runAll, type Query, type RowsOf, type Transaction } from './transaction';

export interface LockedCases {
  readonly desk: Desk;
  /** By event id. */
  readonly caseOf: ReadonlyMap<string, string>;
}

/**
 * Locks the cases of events, says which event lies where, and asks further queries in the same round trip. What others
 * may write under these locks is read by them, and never beside a lock: Postgres then answers what was there before the
 * wait, for all but the locked row.
 */
export function* lockByEvents<const Q extends readonly Query<unknown>[]>(
  queries: CaseQueries,
  eventIds: Iterable<string>,
  ...under: Q
): Transaction<LockedCases & { readonly read: RowsOf<Q> }> {
  const ids = [...new Set(eventIds)].map((id) => ({ id }));
  for (;;) {
    const [rows, ...read] = yield* runAll(queries.lockCasesOfEvents(ids), ...under);
    // Merged while we waited for it: its events lie elsewhere by now.
    if (rows.some((row) => row.merged_into !== null)) continue;
    return { ...locked(rows), read };
  }
}

/**
 * Locks those cases of events that nobody is working on, without ever waiting: for whoever holds dispatches already,
 * which others lock only after the cases.
 */
export function* lockFreeByEvents(
  queries: CaseQueries,
  eventIds: readonly string[],
): Transaction<LockedCases> {
  const rows = yield* run(queries.lockFreeCasesOfEvents(eventIds.map((id) => ({ id }))));
  return locked(rows.filter(({ merged_into }) => merged_into === null));
}

const locked = (rows: readonly (CaseRow & { readonly event_id: string })[]): LockedCases => ({
  desk: newDesk(rows.map(({ event_id: _, ...row }) => row)),
  caseOf: new Map(rows.map((row) => [row.event_id, row.id])),
});
