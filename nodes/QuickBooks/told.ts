import type { JsonObject } from '../core/event/json';
import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import type { Concern } from '../core/event/reading';
import type { EventType, FailureKind } from '../core/event/taxonomy';
import type { Fetched } from '../core/gateway/apiClient';
import type { NormalizeContext } from '../core/gateway/context';

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
export interface Told extends Facts, Concern {
  readonly type: EventType;
  readonly kind?: FailureKind | undefined;
  /** The payment in the books that this is about, which is the one try to take money. */
  readonly transaction?: string | undefined;
  readonly references: readonly Reference[];
}

/** `undefined`: nothing that concerns a payment’s fate. */
export type Reader = (occurrence: Occurrence) => Told | undefined;
