/** The tables as both stores have them: text and whole numbers only; JSON and times are text. */
export interface Schema {
  readonly meta: { readonly key: string; readonly value: string };
  readonly events: EventRow;
  readonly cases: CaseRow;
  readonly case_references: { readonly name: string; readonly case_id: string };
  readonly dispatches: DispatchRow;
  readonly counts: CountRow;
  readonly announcements: AnnouncementRow;
  readonly outcomes: OutcomeRow;
  readonly audit: AuditRow;
  readonly audit_checkpoints: {
    readonly case_id: string;
    readonly sequence: number;
    readonly head: string;
    readonly at: string;
  };
  readonly rejections: {
    readonly endpoint: string;
    readonly reason: string;
    readonly hour: string;
    readonly count: number;
    readonly last_at: string;
  };
  readonly handshakes: { readonly endpoint: string; readonly code: string; readonly at: string };
  readonly registrations: RegistrationRow;
  readonly cursors: CursorRow;
  readonly leases: { readonly name: string; readonly holder: string; readonly until: string };
  readonly watchers: { readonly workflow_id: string; readonly seen_at: string };
  readonly processes: { readonly id: string; readonly seen_at: string };
}

export interface EventRow {
  readonly id: string;
  readonly case_id: string;
  readonly gateway: string;
  readonly account: string;
  readonly type: string;
  readonly attempt_key: string | null;
  /** Whom `erase` finds it by. */
  readonly customer_id: string | null;
  readonly occurred_at: string;
  readonly received_at: string;
  /** How well it is known: 0 as received, 1 recorded though a read was missing, 2 recorded in full. */
  readonly known: number;
  readonly event: string;
  readonly gateway_type: string;
  readonly raw: string | null;
  /** Keys the audit trail's view of personal data; gone once the customer is erased. */
  readonly salt: string | null;
}

export interface CaseRow {
  readonly id: string;
  readonly created_at: string;
  readonly status: string;
  /** The rest of the folded state, as JSON. */
  readonly state: string;
  /** Names the latest time the case went from open to settled; each workflow announces it once. */
  readonly settlement: string | null;
  readonly aliases: string;
  readonly merged_into: string | null;
  readonly audit_head: string;
  readonly audit_entries: number;
}

export interface DispatchRow {
  readonly workflow_id: string;
  readonly trigger_id: string;
  readonly event_id: string;
  readonly state: string;
  readonly token: string;
  readonly emission: number;
  readonly handed_at: string;
  readonly lease_until: string;
  /** When it is taken up again if nobody finishes it. */
  readonly due_at: string;
  /** The process that handed it over or claimed it last. */
  readonly process_id: string;
  /** The n8n execution that claimed it last. */
  readonly execution_id: string | null;
  readonly reason: string | null;
  /** What the trigger's item carries besides, as JSON. */
  readonly extra: string | null;
}

export interface CountRow {
  /** Rule and key as one keyed digest: the key may be a phone number. */
  readonly scope: string;
  readonly attempt_key: string;
  readonly ordinal: number;
  readonly occurred_at: string;
}

export interface RegistrationRow {
  readonly url: string;
  readonly workflow_id: string;
  readonly trigger_id: string;
  readonly gateway: string;
  readonly account: string;
  readonly endpoint_id: string | null;
  readonly sealed_secret: string | null;
  readonly status: string;
  readonly updated_at: string;
  readonly instance: string | null;
}

export interface CursorRow {
  readonly workflow_id: string;
  readonly trigger_id: string;
  /** When the trigger was published first: what happened before is not for it. */
  readonly since: string;
  /** Up to when its gateway has been asked. */
  readonly until: string;
  readonly undelivered_since: string | null;
}

export interface AnnouncementRow {
  /** Within what it is told once: a workflow, or the whole ledger. */
  readonly reach: string;
  readonly subject: string;
  /** With trigger and event: the dispatch that tells. */
  readonly workflow_id: string;
  readonly event_id: string;
  readonly trigger_id: string;
  readonly token: string;
  readonly emission: number;
  readonly at: string;
}

export interface OutcomeRow {
  readonly workflow_id: string;
  readonly attempt_key: string;
  readonly subject: string;
  readonly channel: string;
  readonly audience: string;
  readonly event_id: string;
  readonly status: string;
  readonly detail: string | null;
  readonly at: string;
}

export interface AuditRow {
  readonly case_id: string;
  readonly sequence: number;
  readonly at: string;
  readonly action: string;
  readonly event_id: string | null;
  readonly detail: string;
  readonly personal: string | null;
  readonly hash: string;
}
