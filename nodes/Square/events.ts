import type { EventType } from '../core/event/taxonomy';
import { eventTypesOf } from '../core/gateway/eventTypesOf';
import { changedDispute, openedDispute } from './dispute';
import { canceledInvoice, failedInvoice, issuedInvoice, paidInvoice } from './invoice';
import { changedOrder, createdOrder } from './order';
import { changedPayment, listedPayment } from './payment';
import { changedRefund, listedRefund } from './refund';
import type { Reader } from './told';

interface Row {
  readonly read: Reader;
  readonly becomes: readonly EventType[];
}

/** Objects that a look found, where Square pushed no event of them. */
export const LISTED = { payment: 'payment.listed', refund: 'refund.listed' } as const;

/** Every event that is asked of Square, how it is read and what it can become. */
// prettier-ignore
export const EVENTS: Readonly<Record<string, Row>> = {
  'payment.created':                 { read: changedPayment,  becomes: ['payment.failed', 'payment.succeeded', 'payment.pending'] },
  'payment.updated':                 { read: changedPayment,  becomes: ['payment.failed', 'payment.succeeded', 'payment.pending'] },
  'refund.created':                  { read: changedRefund,   becomes: ['refund.failed', 'refund.succeeded'] },
  'refund.updated':                  { read: changedRefund,   becomes: ['refund.failed', 'refund.succeeded'] },
  'invoice.published':               { read: issuedInvoice,   becomes: ['invoice.issued'] },
  'invoice.scheduled_charge_failed': { read: failedInvoice,   becomes: ['payment.failed'] },
  'invoice.payment_made':            { read: paidInvoice,     becomes: ['invoice.paid'] },
  'invoice.canceled':                { read: canceledInvoice, becomes: ['invoice.voided'] },
  'dispute.created':                 { read: openedDispute,   becomes: ['dispute.opened'] },
  'dispute.state.updated':           { read: changedDispute,  becomes: ['dispute.opened', 'dispute.closed'] },
  'order.created':                   { read: createdOrder,    becomes: ['order.submitted'] },
  'order.updated':                   { read: changedOrder,    becomes: ['order.submitted', 'order.canceled'] },
  [LISTED.payment]:                  { read: listedPayment,   becomes: ['payment.failed'] },
  [LISTED.refund]:                   { read: listedRefund,    becomes: ['refund.failed'] },
};

export const isUnderstood = (type: string): boolean => Object.hasOwn(EVENTS, type);

export const eventTypes = eventTypesOf(EVENTS);
