import type { EventType } from '../core/event/taxonomy';
import { eventTypesOf } from '../core/gateway/eventTypesOf';
import {
  authorization,
  capture,
  failedTransaction,
  approvedPayment,
  fraudDeclined,
  paidTransaction,
  pendingTransaction,
  refund,
  refundedTransaction,
  voided,
} from './payment';
import { posted } from './posted';
import { returnedTransaction } from './returned';
import { SILENT_POST } from './silentPost';
import {
  endedSubscription,
  failedSubscription,
  startedSubscription,
  suspendedSubscription,
} from './subscription';
import type { Reader } from './told';

interface Row {
  readonly read: Reader;
  readonly becomes: readonly EventType[];
}
type Rows = Readonly<Record<string, Row>>;

const ANY_PAYMENT: readonly EventType[] = [
  'payment.failed',
  'payment.succeeded',
  'payment.pending',
  'refund.failed',
];

/** What webhooks push. https://developer.authorize.net/api/reference/features/webhooks.html */
// prettier-ignore
const PUSHED: Rows = {
  'net.authorize.payment.authorization.created':    { read: authorization,         becomes: ['payment.pending', 'payment.failed', 'refund.failed'] },
  'net.authorize.payment.authcapture.created':      { read: capture,               becomes: ANY_PAYMENT },
  'net.authorize.payment.capture.created':          { read: capture,               becomes: ANY_PAYMENT },
  'net.authorize.payment.priorAuthCapture.created': { read: capture,               becomes: ANY_PAYMENT },
  'net.authorize.payment.refund.created':           { read: refund,                becomes: ['refund.succeeded', 'refund.failed'] },
  'net.authorize.payment.void.created':             { read: voided,                becomes: ['payment.canceled', 'refund.failed'] },
  'net.authorize.payment.fraud.held':               { read: pendingTransaction,    becomes: ['payment.pending'] },
  'net.authorize.payment.fraud.approved':           { read: approvedPayment,         becomes: ['payment.succeeded', 'payment.pending'] },
  'net.authorize.payment.fraud.declined':           { read: fraudDeclined,         becomes: ['payment.failed', 'refund.failed'] },
  'net.authorize.customer.subscription.created':    { read: startedSubscription,   becomes: ['subscription.started'] },
  'net.authorize.customer.subscription.failed':     { read: failedSubscription,    becomes: ['payment.failed'] },
  'net.authorize.customer.subscription.suspended':  { read: suspendedSubscription, becomes: ['subscription.past_due'] },
  'net.authorize.customer.subscription.terminated': { read: endedSubscription,     becomes: ['subscription.canceled'] },
  'net.authorize.customer.subscription.cancelled':  { read: endedSubscription,     becomes: ['subscription.canceled'] },
};

/** What the trigger's own look finds: Authorize.Net pushes no decline that an API call was answered with. */
// prettier-ignore
const LISTED: Rows = {
  'transaction.declined': { read: failedTransaction,   becomes: ['payment.failed', 'refund.failed'] },
  'transaction.error':    { read: failedTransaction,   becomes: ['payment.failed', 'refund.failed'] },
  'transaction.returned': { read: returnedTransaction, becomes: ['payment.failed'] },
  'transaction.pending':  { read: pendingTransaction,  becomes: ['payment.pending'] },
  'transaction.paid':     { read: paidTransaction,     becomes: ['payment.succeeded'] },
  'transaction.refunded': { read: refundedTransaction, becomes: ['refund.succeeded'] },
};

const POSTED: Rows = {
  [SILENT_POST]: {
    read: posted,
    becomes: [...ANY_PAYMENT, 'payment.canceled', 'refund.succeeded'],
  },
};

export const EVENTS: Rows = { ...PUSHED, ...LISTED, ...POSTED };
export const pushed: readonly string[] = Object.keys(PUSHED);
export const listed: readonly string[] = Object.keys(LISTED);

export const eventTypes = eventTypesOf(EVENTS);
