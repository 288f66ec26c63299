import type { JsonObject } from '../core/event/json';
import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
import type { EventType, FailureKind } from '../core/event/taxonomy';
import type { Ids, Resources } from './resources';

/** One event as it is handed to its reader. */
export interface Occurrence {
  readonly event: JsonObject;
  readonly ids: Ids;
  readonly found: Resources;
}

type Facts = Pick<PaymentEvent, 'amount' | 'reason' | 'nextAttemptAt' | 'subscription'>;

/** What an event tells, in our words; everything that follows from its objects alone is added by `normalize`. */
export interface Told extends Facts {
  readonly type: EventType;
  readonly kind: FailureKind;
  readonly references: readonly (Reference | undefined)[];
  /** What was tried; one thing may be tried several times. */
  readonly attempted?: string | undefined;
}

/** `undefined`: nothing that concerns a payment's fate. */
export type Reader = (occurrence: Occurrence) => Told | undefined;
