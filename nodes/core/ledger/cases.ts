import { randomUUID } from 'node:crypto';
import type { CaseState, FoldedCase } from './case';
import type { CaseView } from './ledger';
import { isState, isStrings, parsed } from './rows';
import { TABLES, allOf, type CaseRow } from './schema';
import { columnNames, type Input } from './batch';
import type { Sql } from './sql';

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
