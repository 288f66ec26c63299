import { integer, text, type JsonObject } from '../core/event/json';
import type { PaymentEvent, Reason } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import type { EventType, FailureKind } from '../core/event/taxonomy';
import type { Evidence } from './evidence';
import { reasonOf } from './failure';
import { fateOf, type Fate } from './fate';

/** What an event tells of a payment, in our words. */
export interface Told {
  readonly type: EventType;
  readonly kind: FailureKind;
  /** Names the one try to take money, or to give it back. */
  readonly transaction: string | undefined;
  /** Names the taking back of a payment, whether or not it worked. */
  readonly takingBack?: string | undefined;
  readonly reason?: Reason | undefined;
  /** Milliseconds, or seconds, since 1970. */
  readonly at: number | undefined;
  /** The checkout page that was paid on. */
  readonly checkout?: string | undefined;
  /** Whether what happened is still to be read. */
  readonly isOpen?: boolean;
}

/** Reads one kind of Clover’s events. `undefined`: nothing that concerns a payment’s fate. */
export type Reader = (event: RawEvent, evidence: Evidence) => Told | undefined;

/** An update of an app’s webhooks: it names the payment, and what became of it is read. */
export const updated: Reader = ({ payload }, evidence) => {
  const at = integer(payload.ts);
  if (evidence.id === undefined) return undefined;
  if (Object.keys(evidence.payment).length > 0) return fated(evidence, at);
  return { ...PENDING, transaction: evidence.id, at, isOpen: true };
};

/** A payment that a look found. */
export const listed: Reader = (_, evidence) => {
  const { modifiedTime, createdTime } = evidence.payment;
  const told = fated(evidence, integer(modifiedTime) ?? integer(createdTime));
  return told?.type === 'payment.pending' ? undefined : told;
};

/** A payment on the checkout page. */
const checkout =
  (fate: Fate): Reader =>
  ({ payload }, evidence) => ({
    ...toldOf(fate, evidence, timeIn(payload)),
    checkout: text(payload.data),
  });
export const approved = checkout({ type: 'payment.succeeded' });
export const declined = checkout({ type: 'payment.failed', code: 'DECLINED' });

const PENDING = { type: 'payment.pending', kind: 'charge' } as const;

const timeIn = ({ createdTime }: JsonObject): number | undefined =>
  integer(createdTime) ?? integer(Number(text(createdTime)));

function fated(evidence: Evidence, at: number | undefined): Told | undefined {
  const fate = fateOf(evidence.payment);
  return fate && toldOf(fate, evidence, at);
}

function toldOf({ type, code }: Fate, evidence: Evidence, at: number | undefined): Told {
  const { id } = evidence;
  const isStuck = type === 'refund.failed';
  const takingBack = id === undefined ? undefined : `${id}:void`;
  return {
    type,
    kind: isStuck ? 'refund' : 'charge',
    // What could not be taken back is a try of its own.
    transaction: isStuck ? takingBack : id,
    ...((isStuck || type === 'payment.canceled') && { takingBack }),
    ...(type.endsWith('.failed') && { reason: reasonOf(evidence, code) }),
    at,
  };
}

/** The instant that Clover means, ISO 8601: its two APIs count in seconds and in milliseconds. */
export function instantIn(at: number | undefined): PaymentEvent['occurredAt'] | undefined {
  if (at === undefined || at <= 0) return undefined;
  const ms = at < 1e11 ? at * 1000 : at;
  return ms < LAST ? new Date(ms).toISOString() : undefined;
}

/** Years of five digits are no ISO 8601. */
const LAST = Date.UTC(9999, 11, 31);
