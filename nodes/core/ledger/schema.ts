import { columnNames, type Columns, type RowOf } from './batch';

/** The tables as both stores have them: text and whole numbers only; JSON and times are text. */
export const TABLES = {
  meta: { key: 'text', value: 'text' },
  events: {
    id: 'text',
    case_id: 'text',
    gateway: 'text',
    account: 'text',
    type: 'text',
    attempt_key: 'text or null',
    /** Whom `erase` finds it by. */
    customer_id: 'text or null',
    occurred_at: 'text',
    received_at: 'text',
    /** How well it is known: 0 as received, 1 recorded though a read was missing, 2 recorded in full. */
    known: 'integer',
    event: 'text',
    gateway_type: 'text',
    raw: 'text or null',
    /** Keys the audit trail's view of personal data; gone once the customer is erased. */
    salt: 'text or null',
  },
  cases: {
    id: 'text',
    created_at: 'text',
    status: 'text',
    /** The rest of the folded state, as JSON. */
    state: 'text',
    /** Names the latest time the case went from open to settled; each workflow announces it once. */
    settlement: 'text or null',
    aliases: 'text',
    merged_into: 'text or null',
    audit_head: 'text',
    audit_entries: 'integer',
  },
  case_references: { name: 'text', case_id: 'text' },
  dispatches: {
    workflow_id: 'text',
    trigger_id: 'text',
    event_id: 'text',
    state: 'text',
    token: 'text',
    emission: 'integer',
    handed_at: 'text',
    lease_until: 'text',
    /** When it is taken up again if nobody finishes it. */
    due_at: 'text',
    /** The process that handed it over or claimed it last. */
    process_id: 'text',
    /** The n8n execution that claimed it last. */
    execution_id: 'text or null',
    reason: 'text or null',
    /** What the trigger's item carries besides, as JSON. */
    extra: 'text or null',
  },
  counts: {
    /** Rule and key as one keyed digest: the key may be a phone number. */
    scope: 'text',
    attempt_key: 'text',
    ordinal: 'integer',
    occurred_at: 'text',
  },
  announcements: {
    /** Within what it is told once: a workflow, or the whole ledger. */
    reach: 'text',
    subject: 'text',
    /** With trigger and event: the dispatch that tells. */
    workflow_id: 'text',
    event_id: 'text',
    trigger_id: 'text',
    token: 'text',
    emission: 'integer',
    at: 'text',
  },
  outcomes: {
    workflow_id: 'text',
    attempt_key: 'text',
    subject: 'text',
    channel: 'text',
    audience: 'text',
    event_id: 'text',
    status: 'text',
    detail: 'text or null',
    at: 'text',
  },
  audit: {
    case_id: 'text',
    sequence: 'integer',
    at: 'text',
    action: 'text',
    event_id: 'text or null',
    detail: 'text',
    personal: 'text or null',
    hash: 'text',
  },
  audit_checkpoints: { case_id: 'text', sequence: 'integer', head: 'text', at: 'text' },
  rejections: {
    endpoint: 'text',
    reason: 'text',
    hour: 'text',
    count: 'integer',
    last_at: 'text',
  },
  handshakes: { endpoint: 'text', code: 'text', at: 'text' },
  registrations: {
    url: 'text',
    workflow_id: 'text',
    trigger_id: 'text',
    gateway: 'text',
    account: 'text',
    endpoint_id: 'text or null',
    sealed_secret: 'text or null',
    status: 'text',
    updated_at: 'text',
    instance: 'text or null',
  },
  cursors: {
    workflow_id: 'text',
    trigger_id: 'text',
    /** When the trigger was published first: what happened before is not for it. */
    since: 'text',
    /** Up to when its gateway has been asked. */
    until: 'text',
    undelivered_since: 'text or null',
  },
  leases: { name: 'text', holder: 'text', until: 'text' },
  watchers: { workflow_id: 'text', seen_at: 'text' },
  processes: { id: 'text', seen_at: 'text' },
} as const satisfies Readonly<Record<string, Columns>>;

type Tables = typeof TABLES;
export type Table = keyof Tables;
export type Schema = { readonly [T in Table]: RowOf<Tables[T]> };

export type EventRow = Schema['events'];
export type CaseRow = Schema['cases'];
export type DispatchRow = Schema['dispatches'];
export type CountRow = Schema['counts'];
export type RegistrationRow = Schema['registrations'];
export type CursorRow = Schema['cursors'];
export type AnnouncementRow = Schema['announcements'];
export type AuditRow = Schema['audit'];

/**
 * The columns of a table, by name. A star would come to mean more when a newer version of this package adds a column:
 * Postgres then refuses each statement with a star that a connection had prepared before, until n8n is started again.
 */
export const allOf = <T extends Table>(table: T): ColumnOf<T>[] =>
  columnNames(TABLES[table]).map((column): ColumnOf<T> => `${table}.${column}`);

type ColumnOf<T extends Table> = `${T}.${keyof Tables[T] & string}`;
