import type { JsonObject } from '../core/event/json';
import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import type { EventType, FailureKind } from '../core/event/taxonomy';
import type { Fetched, NormalizeContext } from '../core/gateway/adapter';

/** One event as it is handed to the reader of its object. */
export interface Occurrence {
  readonly event: RawEvent;
  /** The object that the event names, as it was read; empty where it was not. */
  readonly about: JsonObject;
  readonly fetched: Fetched;
  readonly context: NormalizeContext;
}

type Facts = Pick<PaymentEvent, 'amount' | 'reason' | 'instrument' | 'invoice' | 'dispute'>;

/** What an event tells, in our words; what follows from its objects alone is added by `normalize`. */
export interface Told extends Facts {
  readonly type: EventType;
  readonly kind?: FailureKind | undefined;
  /** The payment in the books that this is about, which is the one try to take money. */
  readonly transaction?: string | undefined;
  readonly references: readonly Reference[];
  /** Whether somebody at the restaurant did it, in the books: staff hear of it, and the guest is not written to. */
  readonly amongUs?: true;
}

/** `undefined`: nothing that concerns a payment’s fate. */
export type Reader = (occurrence: Occurrence) => Told | undefined;
