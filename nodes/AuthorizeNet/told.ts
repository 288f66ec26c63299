import type { JsonObject } from '../core/event/json';
import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import type { EventType, FailureKind } from '../core/event/taxonomy';
import type { Fetched } from '../core/gateway/apiClient';
import type { NormalizeContext } from '../core/gateway/context';

/** One event as it is handed to its reader. */
export interface Occurrence {
  readonly event: RawEvent;
  readonly fetched: Fetched;
  readonly context: NormalizeContext;
}

/** What an event tells, in our words; what follows from its objects alone is added by `normalize`. */
export interface Told extends Pick<PaymentEvent, 'amount' | 'reason' | 'subscription'> {
  readonly type: EventType;
  readonly kind?: FailureKind | undefined;
  /** Authorize.Net's id of the one try to take money, or to give it back. */
  readonly transaction?: string | undefined;
  readonly references: readonly Reference[];
  readonly invoiceNumber?: string | undefined;
  /** Where guest, card and products are looked for, nearest first. */
  readonly objects: readonly JsonObject[];
}

/** `undefined`: nothing that concerns a payment’s fate. */
export type Reader = (occurrence: Occurrence) => Told | undefined;
