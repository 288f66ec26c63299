import { text, type JsonObject } from '../core/event/json';
import type { EventType } from '../core/event/taxonomy';
import { reasons } from './reasons';

export interface Fate {
  readonly type: EventType;
  /** What Clover itself says of it, where no other code tells more. */
  readonly code?: string | undefined;
}

/**
 * What became of a payment. A discount is no money, and one that is being taken back is still on its way.
 * https://github.com/clover/clover-android-sdk/blob/master/clover-android-sdk/src/main/java/com/clover/sdk/v3/payments/Result.java
 */
const FATES: Readonly<Record<string, EventType>> = {
  SUCCESS: 'payment.succeeded',
  AUTH_COMPLETED: 'payment.succeeded',
  FAIL: 'payment.failed',
  AUTH: 'payment.pending',
  PENDING: 'payment.pending',
  INITIATED: 'payment.pending',
  OFFLINE_RETRYING: 'payment.pending',
  VOID_FAILED: 'refund.failed',
};

export function fateOf({ result, voidReason }: JsonObject): Fate | undefined {
  const code = text(result);
  if (code === 'VOIDED') return fateOfVoided(text(voidReason));
  const type = code !== undefined && Object.hasOwn(FATES, code) ? FATES[code] : undefined;
  if (type === undefined) return undefined;
  return type === 'payment.failed' || type === 'refund.failed' ? { type, code } : { type };
}

/**
 * One that the till took back because it did not work out never was a payment. One that staff took back pays for
 * nothing any more, and the hold on a card that opened a tab never did; but neither is a decline.
 * https://docs.clover.com/docs/voids-and-refunds
 */
const fateOfVoided = (reason: string | undefined): Fate =>
  reason !== undefined && reasons.has(reason)
    ? { type: 'payment.failed', code: reason }
    : { type: 'payment.canceled' };
