import type { JsonObject } from '../event/json';
import type { Money, PaymentEvent } from '../event/paymentEvent';
import type { RejectionReason } from '../event/rejection';
import type { Head } from './heads';
import type { LedgerStatus } from './status';

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

export interface NewEvent {
  readonly event: PaymentEvent;
  /** The gateway's event, masked, with the gateway's own event type. */
  readonly raw: { readonly type: string; readonly payload: JsonObject };
  /** False where a filter of the trigger drops it: stored and folded all the same, its dispatch done at once. */
  readonly emit: boolean;
  /** What the trigger's item carries besides, such as filters still to be decided: kept, and handed out again. */
  readonly extra?: JsonObject;
}

export interface Handshake {
  /** What its refusals are counted under. */
  readonly endpoint: string;
  readonly code: string;
  readonly at: string;
}

/** A trigger that events are dispatched to. */
export interface Subscriber {
  readonly workflowId: string;
  /** The trigger node's id within its workflow. */
  readonly triggerId: string;
}

/** The stamp that an item carries from its trigger to Confirm. */
export interface Dispatch extends Subscriber {
  readonly eventId: string;
  /** Given anew at each hand-over; only the latest counts. */
  readonly token: string;
  /** The ledger's fingerprint. */
  readonly ledger: string;
  /** 1 for the first hand-over, more after a crash or a lost execution. */
  readonly emission: number;
}

export interface Receipt {
  readonly eventId: string;
  /** Whether this event was stored for the first time in this ledger. */
  readonly isNew: boolean;
  /** What to emit, if anything. */
  readonly dispatch?: Dispatch;
}

export interface StoredEvent {
  readonly event: PaymentEvent;
  readonly raw?: { readonly type: string; readonly payload: JsonObject };
}

export interface Recorded {
  readonly event: PaymentEvent;
  readonly dispatch: Dispatch;
}

/** A dispatch that cannot be finished now. */
export interface Left {
  readonly dispatch: Dispatch;
  /** Why, for whoever has to look at it in the end. */
  readonly reason: string;
}

/** `clear`: nothing failed so far. */
export type CaseStatus = 'clear' | 'open' | 'settled';

export interface CaseView {
  readonly id: string;
  readonly status: CaseStatus;
  /** How many attempts failed. */
  readonly attempts: number;
  readonly openedAt?: string;
  readonly settledAt?: string;
  /** Absent where it is not known, or where the case mixes currencies. */
  readonly due?: Money;
  readonly paid?: Money;
  /** Ids of cases that were merged into this one. */
  readonly aliases: readonly string[];
  /** The head of the audit chain, to be kept elsewhere: whoever changes history cannot change your copy. */
  readonly audit: { readonly head: string; readonly entries: number };
}

export interface RecordedCase {
  readonly case: CaseView;
  /** The event with its attempt's number in the case. */
  readonly event: PaymentEvent;
  /**
   * `still_open`: money is owed and this event says so. `settled`: this event is the first, for this workflow, to
   * show the case paid in full; where it is a failed attempt, it is to be counted besides. `made_good`: a failed attempt that needs nothing more; it is to be counted all the same.
   * `unchanged`: nothing for people to hear.
   */
  readonly outcome: 'still_open' | 'settled' | 'made_good' | 'unchanged';
  /** Whether the same was handed out before and may have been told already. */
  readonly repeat: boolean;
  /** Whether the case is settled and was seen open before: what shows its status elsewhere may still say so. */
  readonly wasOpen: boolean;
}

export interface CountingRule {
  /** What is counted by; part of the identity of the count, e.g. `card`. */
  readonly by: string;
  /** The rolling window in seconds. */
  readonly window: number;
  readonly levels: readonly Level[];
}
export interface Level {
  readonly name: string;
  /** The count at which the level is reached. */
  readonly at: number;
}

export interface Counted {
  readonly event: PaymentEvent;
  readonly dispatch: Dispatch;
  /** Whose attempts are added up; absent where the event does not name it, which counts the attempt alone. */
  readonly key?: string | undefined;
  /** Whether a guest could be told of it: the failure concerns one, who has an address. */
  readonly guestReachable: boolean;
}

export interface Count {
  /** How many failed attempts of this key lie in the window, this one included. Absent where the event is no attempt. */
  readonly ordinal?: number;
  /**
   * `duplicate`: another live or finished dispatch has told of this attempt. `settled`: it was made good before it was
   * counted, so nobody is told; nor is the settlement announced to a workflow that never told of the case.
   */
  readonly notify: 'first' | 'repeat' | 'duplicate' | 'settled';
  /**
   * Whether to tell the guest: claimed with this answer, once per attempt in the whole ledger, and never taken over.
   * `unresolved`: claimed by an execution that was cut short, so nobody knows whether the guest was told.
   */
  readonly guest: 'tell' | 'told' | 'unresolved' | 'not_reachable';
  readonly levels: readonly { readonly level: Level; readonly repeat: boolean }[];
}

/** Guests are told at most once, staff at least once. */
export type Audience = 'staff' | 'guest';

export interface Outcome {
  readonly dispatch: Dispatch;
  /** The node that sent it, or should have. */
  readonly channel: string;
  readonly status: 'sent' | 'failed' | 'skipped';
  readonly audience: Audience;
  /** The channel's answer in one line, masked. */
  readonly detail?: string | undefined;
  /** What the alert was: the attempt's notice, a level's page, or the settlement. */
  readonly subject: string;
}

export interface Emission {
  readonly event: PaymentEvent;
  readonly dispatch: Dispatch;
  /** What the trigger's item carried besides. */
  readonly extra?: JsonObject;
}
/** What a person has to hear of an event that could not be handled. */
export interface DeadLetter extends Emission {
  readonly reason: string;
  /** Whether it was handed out before, and nobody said that it was sent. */
  readonly repeat: boolean;
}
export interface Unfinished {
  readonly again: readonly Emission[];
  readonly dead: readonly DeadLetter[];
}

export interface RejectionCount {
  readonly reason: RejectionReason;
  /** Start of the hour. */
  readonly hour: string;
  readonly count: number;
  readonly lastAt: string;
}

/** A webhook subscription, and the trigger that it serves. */
export interface StoredRegistration extends Subscriber {
  readonly url: string;
  readonly gateway: string;
  readonly account: string;
  /** The gateway's id of the endpoint; absent where the operator registered it by hand. */
  readonly endpointId?: string;
  /** The signing secret, sealed; absent where the credential holds it. */
  readonly sealedSecret?: string;
  readonly status: 'active' | 'released';
  readonly updatedAt: string;
  /** The n8n that it is of: another one may have a workflow of the same id. Absent where nobody noted it. */
  readonly instance?: string;
}

export interface Cursor {
  /** When the trigger began to listen: what happened before is not for it. */
  readonly since: string;
  /** Up to when its gateway has been asked. */
  readonly until: string;
  /** Since when events that could not be delivered are to be looked for. */
  readonly undeliveredSince?: string;
}

export interface AuditEntry {
  readonly sequence: number;
  readonly at: string;
  readonly action: string;
  readonly eventId?: string;
  readonly detail: JsonObject;
  readonly hash: string;
}
