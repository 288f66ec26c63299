import type { JsonObject } from '../event/json';
import type { CaseQueries } from './cases';
import { sha256 } from './personal';
import type { AuditRow, CaseRow } from './schema';
import type { Query } from './transaction';

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
