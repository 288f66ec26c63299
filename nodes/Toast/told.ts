import type { JsonObject } from '../core/event/json';
import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
import type { EventType, FailureKind } from '../core/event/taxonomy';

type Facts = Pick<PaymentEvent, 'amount' | 'tip' | 'reason' | 'instrument'>;

/** What an event tells, in our words; what follows from order, guest and place is added by `normalize`. */
export interface Told extends Facts {
  readonly type: EventType;
  readonly kind?: FailureKind;
  /** Toast's id of the one try to take money (or give it back) that this is about. */
  readonly transaction: string | undefined;
  readonly references: readonly Reference[];
}

/** Reads an event's payload. `undefined`: nothing that concerns a payment's fate. */
export type Reader = (payload: JsonObject, currency: string | undefined) => Told | undefined;
