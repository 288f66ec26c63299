import type { EventType } from '../core/event/taxonomy';
import { eventTypesOf } from '../core/gateway/eventTypesOf';
import { goodMandate, lostMandate } from './mandates';
import {
  cancelledPayment,
  chargedBack,
  confirmedPayment,
  failedPayment,
  pendingPayment,
} from './payments';
import { failedRefund, paidRefund } from './refunds';
import type { Kind } from './resources';
import { endedSubscription, startedSubscription } from './subscriptions';
import type { Reader } from './told';

interface Row {
  readonly read: Reader;
  readonly becomes: readonly EventType[];
  /** What the API is asked for; the first of it makes the event whole. */
  readonly needs: readonly Kind[];
}

const WHOLE: readonly Kind[] = ['payment', 'subscription', 'mandate', 'customer'];
const PAID: readonly Kind[] = ['payment'];
const REFUND: readonly Kind[] = ['refund', 'payment', 'mandate', 'customer'];
const MANDATE: readonly Kind[] = ['mandate', 'customer'];

/**
 * Every event that is understood, how it is read and what it can become. Those that only move money between GoCardless
 * and the house (paid_out, late_failure_settled, chargeback_settled) tell nothing new.
 */
// prettier-ignore
export const EVENTS: Readonly<Record<string, Row>> = {
  'payments.failed':                   { read: failedPayment,       becomes: ['payment.failed'],        needs: WHOLE },
  'payments.charged_back':             { read: chargedBack,         becomes: ['payment.failed'],        needs: WHOLE },
  'payments.cancelled':                { read: cancelledPayment,    becomes: ['payment.failed'],        needs: WHOLE },
  'payments.customer_approval_denied': { read: failedPayment,       becomes: ['payment.failed'],        needs: WHOLE },
  'payments.confirmed':                { read: confirmedPayment,    becomes: ['payment.succeeded'],     needs: PAID },
  'payments.chargeback_cancelled':     { read: confirmedPayment,    becomes: ['payment.succeeded'],     needs: PAID },
  'payments.submitted':                { read: pendingPayment,      becomes: ['payment.pending'],       needs: PAID },
  'payments.resubmission_requested':   { read: pendingPayment,      becomes: ['payment.pending'],       needs: PAID },
  'refunds.failed':                    { read: failedRefund,        becomes: ['refund.failed'],         needs: REFUND },
  'refunds.paid':                      { read: paidRefund,          becomes: ['refund.succeeded'],      needs: ['refund'] },
  'mandates.failed':                   { read: lostMandate,         becomes: ['payment.failed'],        needs: MANDATE },
  'mandates.cancelled':                { read: lostMandate,         becomes: ['payment.failed'],        needs: MANDATE },
  'mandates.expired':                  { read: lostMandate,         becomes: ['payment.failed'],        needs: MANDATE },
  'mandates.blocked':                  { read: lostMandate,         becomes: ['payment.failed'],        needs: MANDATE },
  'mandates.active':                   { read: goodMandate,         becomes: ['payment.succeeded'],     needs: [] },
  'mandates.reinstated':               { read: goodMandate,         becomes: ['payment.succeeded'],     needs: [] },
  'mandates.replaced':                 { read: goodMandate,         becomes: ['payment.succeeded'],     needs: [] },
  'subscriptions.created':             { read: startedSubscription, becomes: ['subscription.started'],  needs: ['subscription'] },
  'subscriptions.cancelled':           { read: endedSubscription,   becomes: ['subscription.canceled'], needs: ['subscription', 'mandate', 'customer'] },
};

export const isUnderstood = (type: string): boolean => Object.hasOwn(EVENTS, type);

export const eventTypes = eventTypesOf(EVENTS);
