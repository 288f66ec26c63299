/** The words that payment events and reasons are made of. People route and filter on them, so they never change meaning. */

export const EVENT_TYPES = [
  'payment.failed',
  'payment.succeeded',
  'payment.pending',
  'payment.canceled',
  'refund.failed',
  'refund.succeeded',
  'dispute.opened',
  'dispute.closed',
  'invoice.issued',
  'invoice.overdue',
  'invoice.paid',
  'invoice.voided',
  'subscription.started',
  'subscription.past_due',
  'subscription.recovered',
  'subscription.canceled',
  'order.submitted',
  'order.canceled',
  'estimate.created',
  'estimate.accepted',
  'estimate.declined',
  'access.granted',
  'access.removed',
  'complaint.received',
  'error.logged',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export const FAILURE_KINDS = [
  'charge',
  'installment',
  'subscription',
  'refund',
  'bank_debit',
  'dispute',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

export const CATEGORIES = [
  'insufficient_funds',
  'limit_exceeded',
  'expired_instrument',
  'closed_account',
  'incorrect_details',
  'authentication_required',
  'lost_or_stolen',
  'suspected_fraud',
  'issuer_declined',
  'mandate_problem',
  'disputed',
  'issuer_unavailable',
  'processing_error',
  'configuration',
  'duplicate',
  'canceled',
  'unknown',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const CAUSES = ['funds', 'instrument', 'dispute', 'technical', 'unknown'] as const;
export type Cause = (typeof CAUSES)[number];

/** What people route on: who has to act when money fails for this category. */
export const CAUSE_OF: Readonly<Record<Category, Cause>> = {
  insufficient_funds: 'funds',
  limit_exceeded: 'funds',
  expired_instrument: 'instrument',
  closed_account: 'instrument',
  incorrect_details: 'instrument',
  authentication_required: 'instrument',
  lost_or_stolen: 'instrument',
  suspected_fraud: 'instrument',
  issuer_declined: 'instrument',
  mandate_problem: 'instrument',
  disputed: 'dispute',
  issuer_unavailable: 'technical',
  processing_error: 'technical',
  configuration: 'technical',
  duplicate: 'technical',
  canceled: 'unknown',
  unknown: 'unknown',
};

/** `hard`: the same instrument cannot succeed unchanged. `soft`: it may succeed later or after a step by the guest. */
export const HARDNESS = ['soft', 'hard'] as const;
export type Hardness = (typeof HARDNESS)[number];

export const ADVICE = [
  'retry_now',
  'retry_later',
  'use_other_method',
  'update_details',
  'authenticate',
  'contact_bank',
  'do_not_retry',
  'answer_dispute',
  'fix_configuration',
  'call_customer',
] as const;
export type Advice = (typeof ADVICE)[number];

export const CHANNELS = ['dine-in', 'takeaway', 'delivery', 'online', 'deposit'] as const;

/** A reference names the thing to be paid; events that share one belong to one case. */
export const REFERENCE_TYPES = [
  'payment',
  'charge',
  'invoice',
  'order',
  'checkout',
  'setup',
  'refund',
  'dispute',
  'subscription_period',
  'case',
] as const;
export type ReferenceType = (typeof REFERENCE_TYPES)[number];
