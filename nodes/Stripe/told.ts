import type { JsonObject } from '../core/event/json';
import type { PaymentEvent } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import type { EventType, FailureKind } from '../core/event/taxonomy';
import type { Fetched } from '../core/gateway/apiClient';

/** One event as it is handed to the reader of its object. */
export interface Occurrence {
  readonly event: RawEvent;
  /** The object that the event is about, as it was at that time. */
  readonly about: JsonObject;
  readonly fetched: Fetched;
}

type Facts = Pick<
  PaymentEvent,
  'amount' | 'reason' | 'nextAttemptAt' | 'invoice' | 'subscription' | 'dispute'
>;

/** What an event tells, in our words; everything that follows from its objects alone is added by `normalize`. */
export interface Told extends Facts {
  readonly type: EventType;
  readonly kind?: FailureKind;
  /** Stripe's id of the one try to take money (or give it back) that this is about. */
  readonly transaction?: string | undefined;
  /** Every object that knows of it, nearest first: order, guest, card, links and references are read from them. */
  readonly objects: readonly JsonObject[];
  readonly products?: PaymentEvent['products'];
}

/** Reads one family of Stripe's objects. `undefined`: nothing that concerns a payment's fate. */
export type Reader = (occurrence: Occurrence) => Told | undefined;
