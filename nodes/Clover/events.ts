import type { EventType } from '../core/event/taxonomy';
import { eventTypesOf } from '../core/gateway/eventTypesOf';
import { PAYMENTS } from './appWebhook';
import { CHECKOUT } from './hostedCheckout';
import { approved, declined, listed, updated, type Reader } from './told';

interface Row {
  readonly read: Reader;
  readonly becomes: readonly EventType[];
}

/** Payments that a look found. */
export const LISTED = 'payments.listed';

const ENDED: readonly EventType[] = [
  'payment.failed',
  'payment.succeeded',
  'payment.canceled',
  'refund.failed',
];
const ANY: readonly EventType[] = ['payment.pending', ...ENDED];

/** Every event that is understood, how it is read and what it can become. */
// prettier-ignore
export const EVENTS: Readonly<Record<string, Row>> = {
  [CHECKOUT.APPROVED]: { read: approved, becomes: ['payment.succeeded'] },
  [CHECKOUT.DECLINED]: { read: declined, becomes: ['payment.failed'] },
  [PAYMENTS.CREATE]:   { read: updated,  becomes: ANY },
  [PAYMENTS.UPDATE]:   { read: updated,  becomes: ANY },
  [LISTED]:            { read: listed,   becomes: ENDED },
};

export const isUnderstood = (type: string): boolean => Object.hasOwn(EVENTS, type);

export const eventTypes = eventTypesOf(EVENTS);
