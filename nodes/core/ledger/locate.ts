import { newDesk, type Desk } from './desk';
import type { Queries } from './queries';
import type { EventRow } from './schema';
import type { Sql } from './sql';
import { run, runAll, type Transaction } from './transaction';

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
  const clues = sought.flatMap(({ id, names, cases }) => [
    { ...NOTHING, event: id },
    ...names.map((name) => ({ ...NOTHING, reference: name })),
    ...cases.map((name) => ({ ...NOTHING, named: name })),
  ]);
  for (;;) {
    const places = yield* run(queries.findPlaces(clues));
    const caseOf = new Map<string, string>();
    for (const { clue, case_id } of places) {
      if (clue !== null && case_id !== null) caseOf.set(clue, case_id);
    }
    if (caseOf.size === 0) return { desk: newDesk(), caseOf, events: new Map() };

    const found = [...new Set(caseOf.values())].map((id) => ({ id }));
    const [rows, members] = yield* runAll(queries.lockCases(found), queries.eventsOfCases(found));
    // Merged away while we waited for its lock: look again where it went.
    if (rows.some((row) => row.merged_into !== null)) continue;
    return { desk: newDesk(rows), caseOf, events: new Map(members.map((row) => [row.id, row])) };
  }
}

const CLUE = { reference: 'text or null', event: 'text or null', named: 'text or null' } as const;
const NOTHING = { reference: null, event: null, named: null };

export const locateQueries = ({ db, batch }: Sql) => ({
  /** A null matches nothing, so that each clue is looked up in its own table only. */
  findPlaces: batch(CLUE, (input) =>
    db
      .selectFrom(input)
      .leftJoin('case_references', 'case_references.name', 'input.reference')
      .leftJoin('events', 'events.id', 'input.event')
      .leftJoin('cases', 'cases.id', 'input.named')
      // A name that its event no longer has stays with a case that was merged into another.
      .leftJoin('cases as referred', 'referred.id', 'case_references.case_id')
      .select(({ fn }) => [
        fn.coalesce('input.reference', 'input.event', 'input.named').as('clue'),
        fn
          .coalesce(
            'referred.merged_into',
            'referred.id',
            'events.case_id',
            'cases.merged_into',
            'cases.id',
          )
          .as('case_id'),
      ]),
  ),
  eventsOfCases: batch({ id: 'text' }, (input) =>
    db
      .selectFrom(input)
      .innerJoin('events', 'events.case_id', 'input.id')
      .select(['events.id', 'events.case_id', 'events.event', 'events.known', 'events.salt']),
  ),
});
