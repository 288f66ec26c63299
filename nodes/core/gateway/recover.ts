import { attemptName } from '../event/attempt';
import type { PaymentEvent } from '../event/paymentEvent';
import type { Advice } from '../event/taxonomy';
import type { GatewayAdapter } from './adapter';
import type { ApiRequest } from './apiClient';

/** What a gateway can be asked to do about a failed payment, as data; one entry for each kind of call. */
export interface Recover {
  /**
   * Tries the same payment again with what it was tried with before. Pure and total; none where the gateway has no such
   * call for this payment. A call that makes a new payment is no retry: nothing would hold the two together.
   */
  readonly retry?: (event: PaymentEvent) => Retry | undefined;
}

export interface Retry {
  readonly request: ApiRequest;
  /** How often gateway and scheme let one payment be tried again. Absent where they do not say. */
  readonly most?: number;
}

const CALLS_FOR_RETRY: readonly Advice[] = ['retry_now', 'retry_later'];

/**
 * The call that tries a failed payment again, where trying again is not pointless, forbidden or already under way:
 * whoever tried beside the gateway's own retry would collect twice. When and how often is decided elsewhere.
 */
export function retryOf(
  { recover }: Pick<GatewayAdapter, 'recover'>,
  event: PaymentEvent,
): Retry | undefined {
  const { type, reason, nextAttemptAt } = event;
  if (type !== 'payment.failed' || nextAttemptAt !== undefined) return undefined;
  if (reason?.hardness !== 'soft' || !CALLS_FOR_RETRY.includes(reason.advice)) return undefined;
  const retry = recover?.retry?.(event);
  return retry && { ...retry, request: { ...retry.request, idempotencyKey: keyOf(event) } };
}

/** One for each failed try, however many events tell of it: sent again, the call does nothing, and the next has its own. */
const keyOf = (event: PaymentEvent): string => `retry:${attemptName(event)}`;
