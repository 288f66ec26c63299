import type { EventType } from '../core/event/taxonomy';

const TOLD: readonly EventType[] = [
  'payment.failed',
  'payment.succeeded',
  'payment.canceled',
  'refund.succeeded',
  'order.submitted',
  'order.canceled',
];

/** What Toast calls the messages about orders: the second is for ordering partners. */
export const PUSHED = 'order_updated';

export const eventTypes: Readonly<Record<string, readonly EventType[]>> = {
  [PUSHED]: TOLD,
  channel_order_updated: TOLD,
};

export const isUnderstood = (type: string): boolean => Object.hasOwn(eventTypes, type);
