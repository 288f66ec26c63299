import type { JsonObject } from '../event/json';
import type { RejectionReason } from '../event/rejection';
import type { CaseView, Recorded, RecordedCase } from './caseView';
import type { CountingRule, Counted, Count, Outcome } from './counting';
import type { Cursor } from './cursors';
import type { RejectionCount, StoredRegistration } from './endpoints';
import type { Handshake } from './handshakes';
import type {
  Subscriber,
  Dispatch,
  NewEvent,
  Receipt,
  StoredEvent,
  Left,
  Unfinished,
} from './handover';
import type { Head } from './heads';
import type { LedgerStatus } from './status';

export type * from './caseView';
export type * from './counting';
export type { Cursor } from './cursors';
export type { RejectionCount, StoredRegistration } from './endpoints';
export type { Handshake } from './handshakes';
export type * from './handover';

/**
 * The durable store behind every node: events, attempts, cases, dispatches, counts, alerts, audit trail.
 * Both stores (SQLite file, Postgres) keep every promise made here; times are ISO 8601 UTC.
 */
export interface Ledger {
  /** A random id given at creation. Items carry it, so that a node set to another ledger says so. */
  fingerprint(): Promise<string>;

  /**
   * Stores all events of one delivery, folds each into its case and plans its dispatch to the subscriber,
   * in one transaction. An event that is stored already changes nothing, but where it was delivered once more, it is
   * handed over again when its earlier hand-over was not claimed within 60 seconds.
   */
  receive(
    events: readonly NewEvent[],
    subscriber: Subscriber,
    now: string,
    how?: 'delivered' | 'listed',
  ): Promise<readonly Receipt[]>;

  /**
   * Takes dispatches for processing: stored (or claimed under the same token) becomes claimed, with a lease.
   * Answers, in order, whether each is still ours: not when done, dead, or handed over again under a newer token.
   * n8n's execution is kept: a person who has to look at an event that was never finished opens it.
   */
  claim(
    dispatches: readonly Dispatch[],
    now: string,
    execution?: string,
  ): Promise<readonly boolean[]>;

  /** The masked raw payload and the event of each id, in order; `undefined` where it is not stored or was erased. */
  stored(eventIds: readonly string[]): Promise<readonly (StoredEvent | undefined)[]>;

  /**
   * Folds completed events into their cases (replacing what was known of the same event), merges cases that the
   * completion shows to be one, writes the audit trail, and says how each event left its case.
   */
  record(items: readonly Recorded[], now: string): Promise<readonly RecordedCase[]>;

  /** The same for events that nobody is told of: only their cases learn of them. */
  complete(items: readonly Recorded[], now: string): Promise<void>;

  /** Counts attempts and claims the alerts that follow from them, in one transaction. Ordinals are kept for ever. */
  count(items: readonly Counted[], rule: CountingRule, now: string): Promise<readonly Count[]>;

  /** Notes what became of alerts, in the audit trail as well. */
  confirm(outcomes: readonly Outcome[], now: string): Promise<void>;

  /** Marks dispatches done, each only under its own token. */
  finish(dispatches: readonly Dispatch[], now: string): Promise<void>;

  /**
   * Leaves dispatches to be handed over again as planned, each only under its own token: what they need cannot be had
   * now. After the last hand-over they are dead at once, for the reason given.
   */
  leave(left: readonly Left[], now: string): Promise<void>;

  /**
   * Takes up what this workflow's triggers handed over and nobody finished: under a new token, with growing pauses
   * (the first times half a minute where the process that held it is gone), at most eight times; then `dead`, with the
   * reason: a letter that is handed out again, a few times, until `lettersSent` says that it was sent.
   * Also notes that the workflow is being looked after.
   */
  unfinished(workflowId: string, now: string, limit?: number): Promise<Unfinished>;

  /** Notes that the letters about dead dispatches were sent. */
  lettersSent(dispatches: readonly Dispatch[]): Promise<void>;

  /** Says that this process is at work: what it holds stays its own. Others free the claims of one that falls silent. */
  beat(now: string): Promise<void>;

  /** Whether a Payment Follow-Up Trigger has looked after the workflow lately. */
  lookedAfter(workflowId: string, now: string): Promise<boolean>;

  /** Counts a refused delivery per endpoint, reason and hour. */
  reject(endpoint: string, reason: RejectionReason, now: string): Promise<void>;
  /** The refusals of an endpoint, latest hour first. */
  rejections(endpoint: string, limit: number): Promise<readonly RejectionCount[]>;
  /** Keeps the code with which a gateway makes sure of an endpoint, in the place of an earlier one. */
  keepHandshake(handshake: Handshake): Promise<void>;
  /** The last such code that an endpoint was sent. */
  handshake(endpoint: string): Promise<Handshake | undefined>;
  /** Whether any delivery was ever accepted for this trigger. */
  hasReceived(subscriber: Subscriber): Promise<boolean>;

  /** The webhook subscription kept under this URL. */
  registration(url: string): Promise<StoredRegistration | undefined>;
  /** The subscriptions kept for a trigger, the latest first: of an earlier address of n8n, too. */
  registrationsOf(subscriber: Subscriber): Promise<readonly StoredRegistration[]>;
  saveRegistration(registration: StoredRegistration): Promise<void>;
  forgetRegistration(url: string): Promise<void>;

  /** How far a trigger has asked its gateway for events that were not delivered. */
  cursor(subscriber: Subscriber): Promise<Cursor | undefined>;
  /** Notes a look that is done. */
  moveCursor(subscriber: Subscriber, moved: Pick<Cursor, 'since' | 'until'>): Promise<void>;
  /** Asks that what the gateway could not deliver since then, to a ledger before this one, is looked for. */
  lookForUndelivered(subscriber: Subscriber, since: string, now: string): Promise<void>;
  /** Notes that this was done, and the endpoint gone that it was asked by. What was asked meanwhile stays asked. */
  lookedForUndelivered(subscriber: Subscriber, since: string): Promise<void>;

  /** Takes what only one process may do at a time, or keeps it, for so many seconds. Answers whether it is the holder's. */
  lease(name: string, holder: string, seconds: number, now: string): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;

  /** What the operator should know. Costs about the same, whatever the ledger holds. */
  status(since: string, now: string): Promise<LedgerStatus>;

  caseById(caseId: string): Promise<CaseView | undefined>;
  auditTrail(caseId: string): Promise<readonly AuditEntry[]>;
  /** The heads of the audit chains of all cases that received an event since then, to be kept elsewhere. */
  heads(since: string): Promise<readonly Head[]>;
  /** Walks the case's chain; says where it breaks, if it does. */
  verifyAudit(caseId: string): Promise<{ readonly ok: boolean; readonly brokenAt?: number }>;
  /** Recomputes a case from its events alone. */
  rebuild(caseId: string): Promise<CaseView>;
  /**
   * Forgets a customer: contact details, raw payloads and audit salts go, the skeleton of each event stays,
   * so that redeliveries are still recognised and cases can be rebuilt. Answers how many events were touched.
   * By a contact it looks at every event, in many short transactions.
   */
  erase(whom: Erasable): Promise<number>;
  close(): Promise<void>;
}

/** Whom to forget: of a walk-in guest no gateway has an id. */
export type Erasable =
  | {
      readonly by: 'customer';
      readonly gateway: string;
      readonly account: string;
      readonly customerId: string;
    }
  /** Everybody whom the case names. */
  | { readonly by: 'case'; readonly caseId: string }
  /** Exactly this address, in any capitals, or this number, E.164. */
  | { readonly by: 'contact'; readonly email: string; readonly phone?: undefined }
  | { readonly by: 'contact'; readonly phone: string; readonly email?: undefined };

export interface AuditEntry {
  readonly sequence: number;
  readonly at: string;
  readonly action: string;
  readonly eventId?: string;
  readonly detail: JsonObject;
  readonly hash: string;
}
