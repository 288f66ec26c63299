import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../event/json';
import type { CaseState, FoldedCase } from './case';
import type { CaseView } from './ledger';
import { isState, isStrings, parsed } from './rows';
import { sha256 } from './personal';
import { TABLES, allOf, type AuditRow, type CaseRow } from './schema';
import { columnNames, type Input } from './batch';
import type { Sql } from './sql';
import { run, runAll, type Query, type RowsOf, type Transaction } from './transaction';

/** Case rows that this transaction holds locked, with what it will write about them. */
export interface Desk {
  readonly rows: Map<string, CaseRow>;
  readonly changed: Set<string>;
  readonly entries: AuditRow[];
  readonly checkpoints: Set<string>;
}

export const newDesk = (rows: readonly CaseRow[] = []): Desk => ({
  rows: new Map(rows.map((row) => [row.id, row])),
  changed: new Set(),
  entries: [],
  checkpoints: new Set(),
});

/** Ids rise with time, so that new cases lie side by side; the rest cannot be guessed. */
export function newCase(now: string): CaseRow {
  const time = Date.parse(now).toString(16).padStart(12, '0');
  return {
    id: `case_${time}${randomUUID().replaceAll('-', '').slice(0, 20)}`,
    created_at: now,
    status: 'clear',
    state: '{"status":"clear","attempts":0}',
    settlement: null,
    aliases: '[]',
    merged_into: null,
    audit_head: '',
    audit_entries: 0,
  };
}

export const put = (desk: Desk, row: CaseRow): void => {
  desk.rows.set(row.id, row);
  desk.changed.add(row.id);
};

export const held = (desk: Desk, id: string): CaseRow => {
  const row = desk.rows.get(id);
  if (!row) throw new Error(`Case ${id} is not locked`);
  return row;
};

export interface Note {
  readonly action: string;
  readonly eventId?: string;
  /** Free of personal data: entries stay for ever. */
  readonly detail: JsonObject;
  /** A keyed digest of what is personal about it. */
  readonly personal?: string | undefined;
}

/** Adds a link to the case's chain: each entry's hash covers the one before it. */
export function note(desk: Desk, caseId: string, at: string, written: Note): void {
  const row = held(desk, caseId);
  const entry = {
    case_id: caseId,
    sequence: row.audit_entries + 1,
    at,
    action: written.action,
    event_id: written.eventId ?? null,
    detail: JSON.stringify(written.detail),
    personal: written.personal ?? null,
  };
  const hash = linkHash(row.audit_head, entry);
  desk.entries.push({ ...entry, hash });
  put(desk, { ...row, audit_head: hash, audit_entries: entry.sequence });
  if (entry.sequence % 64 === 0) desk.checkpoints.add(caseId);
}

export const linkHash = (previous: string, entry: Omit<AuditRow, 'hash'>): string =>
  sha256(
    JSON.stringify([
      previous,
      entry.case_id,
      entry.sequence,
      entry.at,
      entry.action,
      entry.event_id,
      entry.detail,
      entry.personal,
    ]),
  );

export const stateOf = ({ state }: CaseRow): CaseState => parsed(state, isState);

export const viewOf = (row: CaseRow): CaseView => {
  const { attempts, openedAt, settledAt, due, paid, status } = stateOf(row);
  return {
    id: row.id,
    status,
    attempts,
    ...(openedAt !== undefined && { openedAt }),
    ...(settledAt !== undefined && { settledAt }),
    ...(due && { due }),
    ...(paid && { paid }),
    aliases: parsed(row.aliases, isStrings),
    audit: { head: row.audit_head, entries: row.audit_entries },
  };
};

/** Whether bad news of this case needs nothing more. */
export function isMadeGood(row: CaseRow, eventId: string): boolean {
  const { status, madeGood = [] } = stateOf(row);
  return status === 'settled' || madeGood.includes(eventId);
}

export const withState = (row: CaseRow, { state }: FoldedCase): CaseRow => ({
  ...row,
  status: state.status,
  state: JSON.stringify(state),
});

const casesOf = (db: Sql['db'], input: Input<{ id: 'text' }>) =>
  db
    .selectFrom(input)
    .innerJoin('events', 'events.id', 'input.id')
    .innerJoin('cases', 'cases.id', 'events.case_id')
    .select('events.id as event_id')
    .select(allOf('cases'))
    .orderBy('cases.id');

export type CaseQueries = ReturnType<typeof caseQueries>;

export const caseQueries = ({ db, batch, forUpdate, insert }: Sql) => ({
  lockCases: batch({ id: 'text' }, (input) =>
    forUpdate(
      db
        .selectFrom(input)
        .innerJoin('cases', 'cases.id', 'input.id')
        .select(allOf('cases'))
        .orderBy('cases.id'),
      'cases',
    ),
  ),
  lockCasesOfEvents: batch({ id: 'text' }, (input) => forUpdate(casesOf(db, input), 'cases')),
  lockFreeCasesOfEvents: batch({ id: 'text' }, (input) =>
    forUpdate(casesOf(db, input), 'cases', 'skip'),
  ),
  saveCases: batch(TABLES.cases, (input) =>
    insert('cases', input).onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ ref }) => ({
        status: ref('excluded.status'),
        state: ref('excluded.state'),
        settlement: ref('excluded.settlement'),
        aliases: ref('excluded.aliases'),
        merged_into: ref('excluded.merged_into'),
        audit_head: ref('excluded.audit_head'),
        audit_entries: ref('excluded.audit_entries'),
      })),
    ),
  ),
  addEntries: batch(TABLES.audit, (input) => insert('audit', input)),
  addCheckpoints: batch(TABLES.audit_checkpoints, (input) =>
    db
      .insertInto('audit_checkpoints')
      .columns(columnNames(TABLES.audit_checkpoints))
      .expression(
        db
          .selectFrom(input)
          .selectAll()
          .where(({ exists, not, selectFrom }) =>
            not(
              exists(
                selectFrom('audit_checkpoints as kept')
                  .select('kept.head')
                  .whereRef('kept.case_id', '=', 'input.case_id')
                  .whereRef('kept.sequence', '=', 'input.sequence'),
              ),
            ),
          ),
      ),
  ),
});

/** What gathered on the desk, to be sent. */
export function deskWrites(
  queries: CaseQueries,
  desk: Desk,
  at: string,
): readonly Query<unknown>[] {
  const changed = [...desk.changed].map((id) => held(desk, id));
  const checkpoints = [...desk.checkpoints].map((id) => {
    const { audit_head: head, audit_entries: sequence } = held(desk, id);
    return { case_id: id, sequence, head, at };
  });
  return [
    ...(changed.length > 0 ? [queries.saveCases(changed)] : []),
    ...(desk.entries.length > 0 ? [queries.addEntries(desk.entries)] : []),
    ...(checkpoints.length > 0 ? [queries.addCheckpoints(checkpoints)] : []),
  ];
}

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
  desk: newDesk(rows.map(asCaseRow)),
  caseOf: new Map(rows.map((row) => [row.event_id, row.id])),
});

const asCaseRow = ({
  id,
  created_at,
  status,
  state,
  settlement,
  aliases,
  merged_into,
  audit_head,
  audit_entries,
}: CaseRow): CaseRow => ({
  id,
  created_at,
  status,
  state,
  settlement,
  aliases,
  merged_into,
  audit_head,
  audit_entries,
});
