import { openLedger } from '../../nodes/core/ledger/openLedger';
import type { AuditEntry, CaseView } from '../../nodes/core/ledger/ledger';
import type { Installation, Row } from './installation';

/** What the ledger says in the end. */
export interface Books {
  readonly dispatches: readonly Row[];
  readonly counts: readonly Row[];
  /** The number of an attempt in its order. */
  readonly ordinals: ReadonlyMap<string, number>;
  /** By event id. */
  readonly caseOf: ReadonlyMap<string, string>;
  /** By case id. */
  readonly cases: ReadonlyMap<string, Case>;
}

interface Case {
  readonly view: CaseView | undefined;
  readonly trail: readonly AuditEntry[];
  /** Whether the trail is a sound chain. */
  readonly sound: boolean;
}

export async function booksOf({ restaurant, read }: Installation): Promise<Books> {
  const events = await read('select id, case_id from {}events');
  const caseOf = new Map(events.map((row) => [String(row['id']), String(row['case_id'])]));
  const cases = new Map<string, Case>();
  const ledger = await openLedger(restaurant.storage.place('ledger'));
  try {
    for (const id of new Set(caseOf.values())) {
      const view = await ledger.caseById(id);
      const trail = await ledger.auditTrail(id);
      const { ok: sound } = await ledger.verifyAudit(id);
      cases.set(id, { view, trail, sound });
    }
  } finally {
    await ledger.close();
  }
  const counts = await read('select scope, attempt_key, ordinal from {}counts');
  return {
    counts,
    ordinals: new Map(counts.map((row) => [String(row['attempt_key']), Number(row['ordinal'])])),
    dispatches: await read('select event_id, state, emission from {}dispatches'),
    caseOf,
    cases,
  };
}

export const ordinalOf = ({ ordinals }: Books, attempt: string): number =>
  ordinals.get(attempt) ?? 0;

/** What the trail says of these events. */
export const actionsOf = (
  { caseOf, cases }: Books,
  ids: readonly string[],
): ReadonlySet<string> => {
  const trails = ids.flatMap((id) => cases.get(caseOf.get(id) ?? '')?.trail ?? []);
  return new Set(
    trails
      .filter(({ eventId }) => eventId !== undefined && ids.includes(eventId))
      .map(({ action }) => action),
  );
};
