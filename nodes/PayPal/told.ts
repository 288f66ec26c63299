import type { JsonObject } from '../core/event/json';
import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import type { EventType, FailureKind } from '../core/event/taxonomy';
import type { Fetched } from '../core/gateway/apiClient';
import type { NormalizeContext } from '../core/gateway/context';

/** One event as it is handed to the reader of its object. */
export interface Occurrence {
  readonly event: RawEvent;
  /** The object that the event is about, as it was at that time; of an IPN, its fields. */
  readonly about: JsonObject;
  readonly fetched: Fetched;
  readonly context: NormalizeContext;
  /** When it happened, as far as PayPal says. */
  readonly at: string;
}

type Facts = Pick<
  PaymentEvent,
  'amount' | 'reason' | 'instrument' | 'subscription' | 'dispute' | 'nextAttemptAt'
>;

/** What an event tells, in our words; who the guest is and what was ordered is added by `normalize`. */
export interface Told extends Facts {
  readonly type: EventType;
  readonly kind?: FailureKind | undefined;
  /** PayPal's id of the one try to take money, or to give it back. */
  readonly transaction?: string | undefined;
  readonly references: readonly Reference[];
  /** The order at PayPal that was paid for, whose payer is wanted. */
  readonly checkout?: string | undefined;
  /** Your own number of the invoice. */
  readonly invoiceNumber?: string | undefined;
  /** What you sent along as you liked. */
  readonly custom?: unknown;
}

/** `undefined`: nothing that concerns a payment’s fate. */
export type Reader = (occurrence: Occurrence) => Told | undefined;
