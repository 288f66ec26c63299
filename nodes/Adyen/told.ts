import type { JsonObject } from '../core/event/json';
import type { PaymentEvent, Reason, Reference } from '../core/event/paymentEvent';
import type { Concern } from '../core/event/reading';
import type { EventType, FailureKind } from '../core/event/taxonomy';
import type { NormalizeContext } from '../core/gateway/context';

/** One item, with what a reader asks of it first. */
export interface Occurrence {
  readonly item: JsonObject;
  /** Whatever else Adyen was set to send along. */
  readonly additional: JsonObject;
  readonly succeeded: boolean;
  /** When it happened, ISO 8601 UTC. */
  readonly at: string;
  readonly context: NormalizeContext;
}

/** What an item tells, in our words; what every item tells alike is added by `normalize`. */
export interface Told extends Concern {
  readonly type: EventType;
  readonly kind?: FailureKind;
  /** Adyen's reference of the one try to take money (or give it back) that this is about. */
  readonly transaction: string | undefined;
  readonly references: readonly (Reference | undefined)[];
  readonly reason?: Reason;
  readonly dispute?: PaymentEvent['dispute'];
}

/** `undefined`: nothing that concerns a payment's fate. */
export type Reader = (occurrence: Occurrence) => Told | undefined;
