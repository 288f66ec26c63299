import type { JsonObject } from '../core/event/json';
import type { Order, PaymentEvent, Reference } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import type { EventType, FailureKind } from '../core/event/taxonomy';
import type { ApiRead, Fetched } from '../core/gateway/apiClient';
import type { NormalizeContext } from '../core/gateway/context';

/** One event as it is handed to its reader. */
export interface Occurrence {
  readonly event: RawEvent;
  /** What the event is about. */
  readonly data: JsonObject;
  readonly fetched: Fetched;
  readonly context: NormalizeContext;
}

type Facts = Pick<PaymentEvent, 'amount' | 'reason' | 'instrument' | 'subscription'>;

/** What an event tells, in our words; what follows from client and location is added by `normalize`. */
export interface Told extends Facts {
  readonly type: EventType;
  readonly kind?: FailureKind | undefined;
  /** When it happened, where that is another time than that at which it was told. */
  readonly at?: string | undefined;
  /** Mindbody’s id of the one try to take money. */
  readonly transaction?: string | undefined;
  readonly references: readonly Reference[];
  readonly order?: Omit<Order, 'location'> | undefined;
  readonly products?: PaymentEvent['products'];
  /** Mindbody’s id of who pays. */
  readonly client?: string | undefined;
  /** Where the sale was made. */
  readonly location?: string | undefined;
}

/** `undefined`: nothing that concerns a payment’s fate. */
export type Reader = (occurrence: Occurrence) => Told | undefined;

/** The reads without which it is not known what happened. */
export type Explainer = (event: RawEvent, data: JsonObject) => readonly ApiRead[];
