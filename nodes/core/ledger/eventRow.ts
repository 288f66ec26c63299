import { randomUUID } from 'node:crypto';
import { attemptNames } from '../event/attempt';
import type { PaymentEvent } from '../event/paymentEvent';
import { instant } from './instant';
import type { KnownEvent } from './locate';
import { skeleton } from './personal';
import { withReferences } from './references';
import { isEvent, parsed } from './rows';
import type { EventRow } from './schema';

/** What of an event is stored, where an earlier version of it may be stored already. */

export interface Incoming {
  readonly event: PaymentEvent;
  /** Absent where the event came without our trigger, already normalized. */
  readonly raw?: { readonly type: string; readonly payload: unknown };
}

/** `keep`: what is stored already stays as it is. `complete`: it gives way to a version that is no less complete. */
export type Policy = 'keep' | 'complete';

/** From now on somebody may tell of it as it was received: the ledger keeps that it was recorded. */
export const isToldUnread = (event: PaymentEvent, row: EventRow, old: KnownEvent): boolean =>
  event.incomplete === true && row.known > old.known;

/** The event as it will be stored: neither references nor names are lost, and what was erased does not come back. */
export function toStore(
  event: PaymentEvent,
  old: KnownEvent | undefined,
  policy: Policy,
): PaymentEvent {
  // The rest is the case's to tell, and may change while other events come in.
  const plain = { ...event, attempt: event.attempt && { key: event.attempt.key } };
  if (!old) return plain;
  const stored = parsed(old.event, isEvent);
  const next =
    rank(event, policy) < old.known
      ? withReferences(stored, event.references)
      : withReferences(old.known > 0 ? named(plain, stored) : plain, stored.references);
  return old.salt === null ? skeleton(next) : next;
}

/**
 * Somebody may have told of it by what it was called until now. What was received and not recorded yet was told to nobody,
 * and its name need not be its own: two cards tried for one invoice may both be called by the invoice until they are read.
 */
function named(event: PaymentEvent, stored: PaymentEvent): PaymentEvent {
  const attempt = event.attempt ?? stored.attempt;
  const aliases = attemptNames(stored).filter((name) => name !== attempt?.key);
  return attempt && aliases.length > 0
    ? { ...event, attempt: { key: attempt.key, aliases } }
    : { ...event, attempt };
}

const rank = (event: PaymentEvent, policy: Policy): number =>
  policy === 'keep' ? 0 : event.incomplete === true ? 1 : 2;

export function rowOf(
  { id, raw }: Pick<Incoming, 'raw'> & { readonly id: string },
  event: PaymentEvent,
  caseId: string,
  policy: Policy,
  old: KnownEvent | undefined,
): EventRow {
  return {
    id,
    case_id: caseId,
    gateway: event.gateway,
    account: event.account,
    type: event.type,
    attempt_key: event.attempt?.key ?? null,
    customer_id: event.customer.id ?? null,
    occurred_at: instant(event.occurredAt),
    received_at: instant(event.receivedAt),
    known: Math.max(rank(event, policy), old?.known ?? 0),
    event: JSON.stringify(event),
    gateway_type: raw?.type ?? '',
    raw: raw ? JSON.stringify(raw.payload) : null,
    salt: old ? old.salt : randomUUID(),
  };
}
