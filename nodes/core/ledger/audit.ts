import { text } from '../event/json';
import type { PaymentEvent } from '../event/paymentEvent';
import { foldCase } from './case';
import { viewOf, withState } from './cases';
import { deskWrites, linkHash, newDesk, note, put } from './desk';
import type { AuditEntry, CaseView } from './ledger';
import { personalDigest, skeletonDigest } from './personal';
import type { Queries } from './queries';
import { isEvent, isJsonObject, parsed } from './rows';
import { allOf, type AuditRow, type CaseRow } from './schema';
import type { Sql } from './sql';
import { run, runAll, send, type Transaction } from './transaction';

/** The case under this id, or the one that it was merged into. */
export function* caseById(queries: Queries, caseId: string): Transaction<CaseView | undefined> {
  const row = yield* findCase(queries, caseId);
  return row && viewOf(row);
}

function* findCase(queries: Queries, caseId: string): Transaction<CaseRow | undefined> {
  let [row] = yield* run(queries.lockCases([{ id: caseId }]));
  while (row && row.merged_into !== null) {
    [row] = yield* run(queries.lockCases([{ id: row.merged_into }]));
  }
  return row;
}

/** The entries written under this very id: a merged case keeps its own chain. */
export function* auditTrail(queries: Queries, caseId: string): Transaction<readonly AuditEntry[]> {
  const rows = yield* run(queries.entriesOf(caseId));
  return rows.map(({ sequence, at, action, event_id, detail, hash }) => ({
    sequence,
    at,
    action,
    ...(event_id !== null && { eventId: event_id }),
    detail: parsed(detail, isJsonObject),
    hash,
  }));
}

export interface AuditVerdict {
  readonly ok: boolean;
  readonly brokenAt?: number;
}
const INTACT: AuditVerdict = { ok: true };
const broken = (sequence: number): AuditVerdict => ({ ok: false, brokenAt: sequence });

/**
 * Walks the chain, compares it with the heads kept elsewhere, and holds the stored events against it.
 * A case that took over others answers for their chains too; `brokenAt` is then the entry that tells of the merger.
 */
export function* verifyAudit(queries: Queries, caseId: string): Transaction<AuditVerdict> {
  const [row] = yield* run(queries.lockCases([{ id: caseId }]));
  const own = yield* chainOf(queries, caseId, row);
  if (own.brokenAt !== undefined) return broken(own.brokenAt);
  if (!row || row.merged_into !== null) return INTACT;

  const taken = yield* takenOver(queries, own.entries);
  if (taken.brokenAt !== undefined) return broken(taken.brokenAt);
  const events = yield* run(queries.eventsOfCases([{ id: caseId }]));
  return eventsMatch([...taken.entries, ...own.entries], events);
}

/** The chains of the cases that this one took over, and of those that these had taken over before. */
function* takenOver(queries: Queries, own: readonly AuditRow[]): Transaction<Chain> {
  const entries: AuditRow[] = [];
  for (const { action, detail, sequence } of own) {
    if (action !== 'merged') continue;
    const { case: other, head } = parsed(detail, isJsonObject);
    const chain = yield* chainOf(queries, text(other) ?? '');
    const before = yield* takenOver(queries, chain.entries);
    const sound = chain.brokenAt === undefined && before.brokenAt === undefined;
    if (!sound || chain.head !== head) return { entries, head: '', brokenAt: sequence };
    entries.push(...[...before.entries, ...chain.entries].map((one) => ({ ...one, sequence })));
  }
  return { entries, head: '' };
}

function* chainOf(queries: Queries, caseId: string, row?: CaseRow): Transaction<Chain> {
  const [entries, checkpoints] = yield* runAll(
    queries.entriesOf(caseId),
    queries.checkpointsOf(caseId),
  );
  let head = '';
  for (const [index, entry] of entries.entries()) {
    const sound = entry.sequence === index + 1 && linkHash(head, entry) === entry.hash;
    if (!sound) return { entries, head, brokenAt: index + 1 };
    head = entry.hash;
  }
  // A trail cut short is a sound chain: only a head kept elsewhere tells.
  const missed = checkpoints.find((kept) => entries[kept.sequence - 1]?.hash !== kept.head);
  if (missed) return { entries, head, brokenAt: missed.sequence };
  if (row && (row.audit_entries !== entries.length || row.audit_head !== head)) {
    return { entries, head, brokenAt: Math.min(row.audit_entries, entries.length) + 1 };
  }
  return { entries, head };
}

interface Chain {
  readonly entries: readonly AuditRow[];
  readonly head: string;
  readonly brokenAt?: number;
}

/** The latest word of the trail on each event against the event as it is stored now. */
function eventsMatch(
  entries: readonly AuditRow[],
  events: readonly { readonly id: string; readonly event: string; readonly salt: string | null }[],
): AuditVerdict {
  const stored = new Map(events.map((row) => [row.id, row]));
  const latest = new Map<string, AuditRow>();
  for (const entry of entries) {
    if (entry.event_id !== null && TELLS_OF_EVENT.has(entry.action)) {
      latest.set(entry.event_id, entry);
    }
  }
  for (const [id, entry] of latest) {
    const row = stored.get(id);
    if (!row) return broken(entry.sequence);
    const event = parsed(row.event, isEvent);
    const { digest } = parsed(entry.detail, isJsonObject);
    const known = entry.personal !== null && row.salt !== null;
    const sound =
      digest === skeletonDigest(event) &&
      (!known || entry.personal === personalDigest(row.salt, event));
    if (!sound) return broken(entry.sequence);
  }
  return INTACT;
}
const TELLS_OF_EVENT = new Set(['received', 'completed']);

export function* rebuild(queries: Queries, caseId: string, now: string): Transaction<CaseView> {
  const row = yield* findCase(queries, caseId);
  if (!row) throw new Error(`The ledger has no case ${caseId}`);
  const events = yield* run(queries.eventsOfCases([{ id: row.id }]));
  const members: PaymentEvent[] = events.map(({ event }) => parsed(event, isEvent));
  const next = withState(row, foldCase(members));
  const desk = newDesk([row]);
  if (next.state !== row.state) {
    put(desk, next);
    note(desk, row.id, now, { action: 'rebuilt', detail: { case: next.status } });
  }
  yield* send(...deskWrites(queries, desk, now));
  return viewOf(desk.rows.get(row.id) ?? next);
}

export const auditQueries = ({ db }: Sql) => ({
  entriesOf: (caseId: string) =>
    db.selectFrom('audit').select(allOf('audit')).where('case_id', '=', caseId).orderBy('sequence'),
  checkpointsOf: (caseId: string) =>
    db
      .selectFrom('audit_checkpoints')
      .select(allOf('audit_checkpoints'))
      .where('case_id', '=', caseId)
      .orderBy('sequence'),
});
