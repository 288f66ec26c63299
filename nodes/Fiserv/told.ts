import type { JsonObject } from '../core/event/json';
import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import { reference } from '../core/event/references';
import type { EventType, FailureKind } from '../core/event/taxonomy';
import type { Fetched } from '../core/gateway/apiClient';
import type { NormalizeContext } from '../core/gateway/context';

/** One event as it is handed to its reader. */
export interface Occurrence {
  readonly event: RawEvent;
  readonly fetched: Fetched;
  readonly context: NormalizeContext;
}

type Plain = 'amount' | 'reason' | 'order' | 'subscription' | 'instrument';

/** What an event tells, in our words. */
export interface Told extends Pick<PaymentEvent, Plain> {
  readonly type: EventType;
  readonly kind: FailureKind;
  /** The one try to take money, or to give it back. */
  readonly attempt: string | undefined;
  readonly references: readonly (Reference | undefined)[];
  /** When it happened, as far as the gateway says. */
  readonly at?: string | undefined;
  readonly customer?: PaymentEvent['customer'];
  readonly products?: PaymentEvent['products'];
  readonly links?: PaymentEvent['links'];
}

/** `undefined`: nothing that concerns a payment’s fate. */
export type Reader = (occurrence: Occurrence) => Told | undefined;

/** Your own number: one payment’s, tried until it is paid, unless the credential says that an order’s parts share it. */
export const ownReference = (
  value: string | undefined,
  { reference: names }: NormalizeContext,
): Reference | undefined => reference(names === 'order' ? 'order' : 'checkout', value);

/** Under these keys the reads that complete an event are handed over. */
export const KEYS = { transaction: 'transaction', order: 'order', inquiry: 'inquiry' } as const;

export type Objects = readonly JsonObject[];
