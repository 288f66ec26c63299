import { logText } from '../core/event/logText';
import { maskGuest } from '../core/event/maskGuest';
import { messageOf } from '../core/event/messageOf';
import type { PaymentEvent } from '../core/event/paymentEvent';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { ApiError } from '../core/gateway/apiClient';
import type { Dispatch } from '../core/ledger/ledger';

/** Events that only name an object, which could not be read: they may tell of a decline, and they may not. */

/** Why nobody knows what happened, and where a person can look. Kept for long, so it names nobody. */
export function unreadBecause(
  { title }: GatewayAdapter,
  { references: [first], customer, id }: PaymentEvent,
  why: unknown,
): string {
  const written = maskGuest(messageOf(why), customer);
  const said = logText(written).replace(/[.…]*$/, '');
  const thing = first ? `${first.type.replaceAll('_', ' ')} ${first.value}` : `event ${id}`;
  const place = first || customer.id === undefined ? thing : 'the customer';
  return `${title} could not be read: ${said}. Look at ${place} there.`;
}

/** A gateway may tell of what its API does not show yet; what is not there minutes later is there no more. */
const LOOKS = 3;

export const isGone = (why: unknown, { emission }: Dispatch): boolean =>
  why instanceof ApiError && why.status === 404 && emission >= LOOKS;
