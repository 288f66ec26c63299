import { newDesk, type Desk } from './cases';
import type { Queries } from './queries';
import type { EventRow } from './schema';
import type { Sql } from './sql';
import { runAll, type Transaction } from './transaction';

export interface Sought {
  readonly id: string;
  /** Names of references. */
  readonly names: readonly string[];
  /** Ids of cases, from our own links. */
  readonly cases: readonly string[];
}

export type KnownEvent = Pick<EventRow, 'id' | 'case_id' | 'event' | 'known' | 'salt'>;

export interface Located {
  readonly desk: Desk;
  /** Which case a reference name, a case id or an event id leads to. */
  readonly caseOf: ReadonlyMap<string, string>;
  /** Every event of the cases on the desk. */
  readonly events: ReadonlyMap<string, KnownEvent>;
}

/** Finds and locks every case that the events may belong to. Their references are locked already. */
export function* locate(queries: Queries, sought: readonly Sought[]): Transaction<Located> {
  const names = sought.flatMap((one) => one.names).map((name) => ({ name }));
  const ids = sought.map(({ id }) => ({ id }));
  const named = sought.flatMap((one) => one.cases).map((id) => ({ id }));
  for (;;) {
    const [references, events, cases] = yield* runAll(
      queries.findReferences(names),
      queries.findEvents(ids),
      ...(named.length > 0 ? [queries.findCases(named)] : []),
    );
    const caseOf = new Map<string, string>();
    for (const { name, case_id } of references) caseOf.set(name, case_id);
    for (const { id, case_id } of events) caseOf.set(id, case_id);
    for (const { id, merged_into } of cases ?? []) caseOf.set(id, merged_into ?? id);
    if (caseOf.size === 0) return { desk: newDesk(), caseOf, events: new Map() };

    const found = [...new Set(caseOf.values())].map((id) => ({ id }));
    const [rows, members] = yield* runAll(queries.lockCases(found), queries.eventsOfCases(found));
    // Merged away while we waited for its lock: look again where it went.
    if (rows.some((row) => row.merged_into !== null)) continue;
    return { desk: newDesk(rows), caseOf, events: new Map(members.map((row) => [row.id, row])) };
  }
}

export const locateQueries = ({ db, batch }: Sql) => ({
  findReferences: batch({ name: 'text' }, (input) =>
    db
      .selectFrom(input)
      .innerJoin('case_references', 'case_references.name', 'input.name')
      .selectAll('case_references'),
  ),
  findEvents: batch({ id: 'text' }, (input) =>
    db
      .selectFrom(input)
      .innerJoin('events', 'events.id', 'input.id')
      .select(['events.id', 'events.case_id']),
  ),
  findCases: batch({ id: 'text' }, (input) =>
    db
      .selectFrom(input)
      .innerJoin('cases', 'cases.id', 'input.id')
      .select(['cases.id', 'cases.merged_into']),
  ),
  eventsOfCases: batch({ id: 'text' }, (input) =>
    db
      .selectFrom(input)
      .innerJoin('events', 'events.case_id', 'input.id')
      .select(['events.id', 'events.case_id', 'events.event', 'events.known', 'events.salt']),
  ),
});
