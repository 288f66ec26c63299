import type { EventType } from '../core/event/taxonomy';
import { eventTypesOf } from '../core/gateway/eventTypesOf';
import { failedCapture, lapsedApproval, paidCapture, pendingCapture } from './capture';
import { changedDispute, closedDispute, openedDispute } from './dispute';
import { IPN } from './ipn';
import { notified } from './ipnReader';
import { refund, reversal } from './refund';
import { failedSale, paidSale, pendingSale } from './sale';
import {
  endedSubscription,
  failedSubscription,
  recoveredSubscription,
  startedSubscription,
  suspendedSubscription,
} from './subscription';
import type { Reader } from './told';

interface Row {
  readonly read: Reader;
  readonly becomes: readonly EventType[];
}
type Rows = Readonly<Record<string, Row>>;

/** Every event that is asked of PayPal. https://developer.paypal.com/api/rest/webhooks/event-names/ */
// prettier-ignore
const PUSHED: Rows = {
  'PAYMENT.CAPTURE.COMPLETED':           { read: paidCapture,           becomes: ['payment.succeeded'] },
  // A capture that was denied may call itself declined, and the other way round.
  'PAYMENT.CAPTURE.DENIED':              { read: failedCapture,         becomes: ['payment.failed'] },
  'PAYMENT.CAPTURE.DECLINED':            { read: failedCapture,         becomes: ['payment.failed'] },
  'PAYMENT.CAPTURE.PENDING':             { read: pendingCapture,        becomes: ['payment.pending'] },
  'PAYMENT.CAPTURE.REFUNDED':            { read: refund,                becomes: ['refund.succeeded', 'refund.failed'] },
  'PAYMENT.CAPTURE.REVERSED':            { read: reversal,              becomes: ['dispute.closed'] },
  'PAYMENT.SALE.COMPLETED':              { read: paidSale,              becomes: ['payment.succeeded'] },
  'PAYMENT.SALE.DENIED':                 { read: failedSale,            becomes: ['payment.failed'] },
  'PAYMENT.SALE.PENDING':                { read: pendingSale,           becomes: ['payment.pending'] },
  'PAYMENT.SALE.REFUNDED':               { read: refund,                becomes: ['refund.succeeded', 'refund.failed'] },
  'PAYMENT.SALE.REVERSED':               { read: reversal,              becomes: ['dispute.closed'] },
  'CHECKOUT.PAYMENT-APPROVAL.REVERSED':  { read: lapsedApproval,        becomes: ['payment.failed'] },
  'BILLING.SUBSCRIPTION.PAYMENT.FAILED': { read: failedSubscription,    becomes: ['payment.failed'] },
  'BILLING.SUBSCRIPTION.ACTIVATED':      { read: startedSubscription,   becomes: ['subscription.started'] },
  'BILLING.SUBSCRIPTION.SUSPENDED':      { read: suspendedSubscription, becomes: ['subscription.past_due'] },
  'BILLING.SUBSCRIPTION.CANCELLED':      { read: endedSubscription,     becomes: ['subscription.canceled'] },
  'BILLING.SUBSCRIPTION.EXPIRED':        { read: endedSubscription,     becomes: ['subscription.canceled'] },
  'CUSTOMER.DISPUTE.CREATED':            { read: openedDispute,         becomes: ['dispute.opened'] },
  'CUSTOMER.DISPUTE.UPDATED':            { read: changedDispute,        becomes: ['dispute.opened'] },
  'CUSTOMER.DISPUTE.RESOLVED':           { read: closedDispute,         becomes: ['dispute.closed'] },
};

/**
 * Names that not every list of PayPal's has: one that it does not know would have it refuse the whole webhook. They are
 * understood where you add them yourself.
 */
const UNASKED: Rows = {
  'PAYMENT.REFUND.FAILED': { read: refund, becomes: ['refund.failed', 'refund.succeeded'] },
  'BILLING.SUBSCRIPTION.RE-ACTIVATED': {
    read: recoveredSubscription,
    becomes: ['subscription.recovered'],
  },
};

const NOTIFIED: Row = {
  read: notified,
  becomes: [
    'payment.failed',
    'payment.succeeded',
    'payment.pending',
    'refund.succeeded',
    'dispute.opened',
    'dispute.closed',
    'subscription.started',
    'subscription.past_due',
    'subscription.canceled',
  ],
};

export const EVENTS: Rows = { ...PUSHED, ...UNASKED, [IPN]: NOTIFIED };
export const pushed: readonly string[] = Object.keys(PUSHED);
export const unasked: readonly string[] = Object.keys(UNASKED);

export const readerOf = (type: string): Reader | undefined =>
  Object.hasOwn(EVENTS, type) ? EVENTS[type]?.read : undefined;

export const eventTypes = eventTypesOf(EVENTS);
