import type { JsonObject } from '../core/event/json';
import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
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
  'amount' | 'tip' | 'reason' | 'instrument' | 'invoice' | 'subscription' | 'dispute'
>;

/** What an event tells, in our words; what follows from the order, the guest and the place is added by `normalize`. */
export interface Told extends Facts {
  readonly type: EventType;
  readonly kind?: FailureKind | undefined;
  /** Square's id of the one try to take money (or give it back) that this is about. */
  readonly transaction?: string | undefined;
  readonly references: readonly Reference[];
  /** The order that it is about, whose details are wanted. */
  readonly order?: string | undefined;
  /** The payment that it is about, where that is not the event's own object. */
  readonly payment?: string | undefined;
  /** Who knows something of the guest, nearest first: a payment, an invoice's recipient. */
  readonly people?: readonly JsonObject[] | undefined;
  readonly links?: PaymentEvent['links'];
}

/** Reads one family of Square's objects. `undefined`: nothing that concerns a payment's fate. */
export type Reader = (occurrence: Occurrence) => Told | undefined;
