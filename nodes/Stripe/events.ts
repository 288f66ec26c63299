import type { EventType } from '../core/event/taxonomy';
import { eventTypesOf } from '../core/gateway/eventTypesOf';
import { failedCharge, paidCharge } from './charge';
import { failedCheckout, paidCheckout } from './checkout';
import { closedDispute, openedDispute } from './dispute';
import { failedIntent, paidIntent } from './intent';
import {
  failedInvoice,
  overdueInvoice,
  paidInvoice,
  unconfirmedInvoice,
  voidedInvoice,
} from './invoice';
import { failedRefund } from './refund';
import { failedSetup, savedSetup } from './setup';
import { changedSubscription, endedSubscription } from './subscription';
import type { Reader } from './told';

interface Row {
  readonly read: Reader;
  readonly becomes: readonly EventType[];
}

/** Every event that is asked of Stripe, how it is read and what it can become. */
// prettier-ignore
export const EVENTS: Readonly<Record<string, Row>> = {
  'payment_intent.payment_failed':            { read: failedIntent,        becomes: ['payment.failed'] },
  'charge.failed':                            { read: failedCharge,        becomes: ['payment.failed'] },
  'invoice.payment_failed':                   { read: failedInvoice,       becomes: ['payment.failed'] },
  'invoice.payment_action_required':          { read: unconfirmedInvoice,  becomes: ['payment.failed'] },
  'checkout.session.async_payment_failed':    { read: failedCheckout,      becomes: ['payment.failed'] },
  'setup_intent.setup_failed':                { read: failedSetup,         becomes: ['payment.failed'] },
  'refund.failed':                            { read: failedRefund,        becomes: ['refund.failed'] },
  'charge.dispute.created':                   { read: openedDispute,       becomes: ['dispute.opened'] },
  'charge.dispute.closed':                    { read: closedDispute,       becomes: ['dispute.closed'] },
  'payment_intent.succeeded':                 { read: paidIntent,          becomes: ['payment.succeeded'] },
  'charge.succeeded':                         { read: paidCharge,          becomes: ['payment.succeeded', 'payment.pending'] },
  'setup_intent.succeeded':                   { read: savedSetup,          becomes: ['payment.succeeded'] },
  'invoice.paid':                             { read: paidInvoice,         becomes: ['invoice.paid'] },
  'checkout.session.async_payment_succeeded': { read: paidCheckout,        becomes: ['payment.succeeded'] },
  'invoice.overdue':                          { read: overdueInvoice,      becomes: ['invoice.overdue'] },
  'invoice.voided':                           { read: voidedInvoice,       becomes: ['invoice.voided'] },
  'invoice.marked_uncollectible':             { read: voidedInvoice,       becomes: ['invoice.voided'] },
  'customer.subscription.updated':            { read: changedSubscription, becomes: ['subscription.past_due', 'subscription.recovered'] },
  'customer.subscription.deleted':            { read: endedSubscription,   becomes: ['subscription.canceled'] },
};

export const isUnderstood = (type: string): boolean => Object.hasOwn(EVENTS, type);

export const eventTypes = eventTypesOf(EVENTS);
