import type { JsonObject } from '../event/json';
import type { PaymentEvent } from '../event/paymentEvent';

/** How events come in, and how they are handed to workflows. */

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

export interface NewEvent {
  readonly event: PaymentEvent;
  /** The gateway's event, masked, with the gateway's own event type. */
  readonly raw: { readonly type: string; readonly payload: JsonObject };
  /** False where a filter of the trigger drops it: stored and folded all the same, its dispatch done at once. */
  readonly emit: boolean;
  /** What the trigger's item carries besides, such as filters still to be decided: kept, and handed out again. */
  readonly extra?: JsonObject;
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

/** A dispatch that cannot be finished now. */
export interface Left {
  readonly dispatch: Dispatch;
  /** Why, for whoever has to look at it in the end. */
  readonly reason: string;
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
