import type { PaymentEvent } from '../event/paymentEvent';
import { viewOf } from './cases';
import { note, put, type Desk } from './desk';
import type { Queries } from './queries';
import { referenceNames } from './references';
import type { CaseRow } from './schema';
import type { Sql } from './sql';
import { send, type Transaction } from './transaction';

/**
 * Two cases turned out to be one. The survivor takes over events, references and names; the other keeps its audit chain,
 * whose head goes into the survivor's, so that neither history can be altered unseen.
 */
export function* mergeCases(
  queries: Queries,
  desk: Desk,
  survivor: CaseRow,
  others: readonly CaseRow[],
  /** The events of all of them: what names the others names the survivor from now on. */
  members: Iterable<PaymentEvent>,
  now: string,
): Transaction<void> {
  const aliases = [...viewOf(survivor).aliases];
  for (const other of others) {
    aliases.push(other.id, ...viewOf(other).aliases);
    put(desk, { ...other, merged_into: survivor.id });
    note(desk, survivor.id, now, {
      action: 'merged',
      detail: { case: other.id, head: other.audit_head, entries: other.audit_entries },
    });
  }
  const row = desk.rows.get(survivor.id) ?? survivor;
  const settlement = row.settlement ?? others.find((one) => one.settlement !== null)?.settlement;
  put(desk, { ...row, aliases: JSON.stringify(aliases), settlement: settlement ?? null });

  const names = [...members]
    .flatMap(referenceNames)
    .map((name) => ({ name, to_case: survivor.id }));
  const moves = others.map(({ id }) => ({ from_case: id, to_case: survivor.id }));
  yield* send(queries.moveEvents(moves), queries.moveReferences(names), queries.moveAliases(moves));
}

/** The case that was there first; ids rise with time and decide between twins. */
export const oldest = (rows: readonly CaseRow[]): CaseRow | undefined =>
  [...rows].sort((a, b) => (`${a.created_at} ${a.id}` < `${b.created_at} ${b.id}` ? -1 : 1))[0];

const MOVE = { from_case: 'text', to_case: 'text' } as const;

export const mergeQueries = ({ db, batch }: Sql) => ({
  moveEvents: batch(MOVE, (input) =>
    db
      .updateTable('events')
      .from(input)
      .set(({ ref }) => ({ case_id: ref('input.to_case') }))
      .whereRef('events.case_id', '=', 'input.from_case'),
  ),
  moveReferences: batch({ name: 'text', to_case: 'text' }, (input) =>
    db
      .updateTable('case_references')
      .from(input)
      .set(({ ref }) => ({ case_id: ref('input.to_case') }))
      .whereRef('case_references.name', '=', 'input.name'),
  ),
  moveAliases: batch(MOVE, (input) =>
    db
      .updateTable('cases')
      .from(input)
      .set(({ ref }) => ({ merged_into: ref('input.to_case') }))
      .whereRef('cases.merged_into', '=', 'input.from_case'),
  ),
});
