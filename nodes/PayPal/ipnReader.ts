import { text, type JsonObject } from '../core/event/json';
import { UNKNOWN_REASON } from '../core/event/reason';
import type { EventType } from '../core/event/taxonomy';
import { references } from '../core/event/references';
import { reasonOf } from './failure';
import { ipnTime } from './ipnTime';
import { decimal } from './money';
import { disputeNames, ownNumber } from './references';
import type { Occurrence, Reader, Told } from './told';

/**
 * What IPN tells of. An adjustment books what a dispute came to, as a payment that was completed, with a minus where the
 * money went out. https://developer.paypal.com/api/nvp-soap/ipn/IPNandPDTVariables/
 */
export const notified: Reader = (occurrence) => {
  const { about } = occurrence;
  const status = text(about.payment_status) ?? '';
  const type = text(about.txn_type) ?? '';
  if (type === 'new_case') return newCase(occurrence);
  if (type === 'adjustment') return undefined;
  if (SUBSCRIPTIONS.has(type)) return subscription(occurrence, SUBSCRIPTIONS.get(type));
  return STATUSES.get(status)?.(occurrence);
};

const isBankDebit = ({ payment_type: by }: JsonObject): boolean => by === 'echeck';
const isOutgoing = ({ mc_gross: gross }: JsonObject): boolean =>
  text(gross)?.startsWith('-') === true;
const subscriptionId = ({ subscr_id, recurring_payment_id }: JsonObject): string | undefined =>
  text(subscr_id) ?? text(recurring_payment_id);

const common = ({ about }: Occurrence) => ({
  amount:
    decimal(about.mc_gross, about.mc_currency) ??
    decimal(about.amount ?? about.mc_amount3, about.currency_code ?? about.mc_currency),
  invoiceNumber: text(about.invoice),
  custom: about.custom,
});

function payment(occurrence: Occurrence): Omit<Told, 'type'> {
  const { about, context } = occurrence;
  const id = subscriptionId(about);
  return {
    ...common(occurrence),
    kind: isBankDebit(about) ? 'bank_debit' : id === undefined ? 'charge' : 'subscription',
    transaction: text(about.txn_id),
    references: references(
      ['payment', about.txn_id],
      ...(id === undefined ? ownNumber(about.invoice, context) : []),
    ),
    subscription: id === undefined ? undefined : { id },
    instrument: isBankDebit(about) ? { type: 'echeck' } : undefined,
  };
}

const paid: Reader = (occurrence) =>
  isOutgoing(occurrence.about) ? undefined : { ...payment(occurrence), type: 'payment.succeeded' };
const pending: Reader = (occurrence) => ({ ...payment(occurrence), type: 'payment.pending' });
const failed: Reader = (occurrence) => ({
  ...payment(occurrence),
  type: 'payment.failed',
  reason: reasonOf('ipn', text(occurrence.about.payment_status)),
});

/** The notification's own transaction is the refund; its parent was paid. */
const refunded: Reader = (occurrence) => {
  const { txn_id: id, parent_txn_id: parent } = occurrence.about;
  return {
    ...common(occurrence),
    type: 'refund.succeeded',
    kind: 'refund',
    transaction: text(id),
    references: references(['refund', id], ['payment', parent]),
  };
};

const closed =
  (outcome: 'won' | 'lost'): Reader =>
  (occurrence) => {
    const { txn_id: id, parent_txn_id: parent, reason_code: code } = occurrence.about;
    // What is given back after all has the payment's own id, and so has what was taken.
    const dispute = text(parent) ?? text(id);
    return {
      ...common(occurrence),
      type: 'dispute.closed',
      kind: 'dispute',
      transaction: text(id),
      references: references(...disputeNames(id, dispute)),
      dispute: dispute === undefined ? undefined : { id: dispute, outcome },
      ...(outcome === 'lost' && {
        reason: { ...reasonOf('dispute', text(code) ?? 'reversed'), advice: 'call_customer' },
      }),
    };
  };

const STATUSES: ReadonlyMap<string, Reader> = new Map([
  ['Completed', paid],
  ['Processed', paid],
  ['Created', pending],
  ['Pending', pending],
  ['Failed', failed],
  ['Denied', failed],
  ['Expired', failed],
  ['Refunded', refunded],
  ['Reversed', closed('lost')],
  ['Canceled_Reversal', closed('won')],
]);

/** A case, by whatever name PayPal knows it: about a payment that was made. */
function newCase(occurrence: Occurrence): Told {
  const { case_id: id, txn_id: paidBy, reason_code: code } = occurrence.about;
  const dispute = text(id);
  return {
    ...common(occurrence),
    type: 'dispute.opened',
    kind: 'dispute',
    transaction: dispute,
    references: references(...disputeNames(id, paidBy)),
    dispute: dispute === undefined ? undefined : { id: dispute },
    reason: reasonOf('dispute', text(code)),
  };
}

const SUBSCRIPTIONS: ReadonlyMap<string, EventType> = new Map([
  ['subscr_failed', 'payment.failed'],
  ['recurring_payment_failed', 'payment.failed'],
  ['recurring_payment_skipped', 'payment.failed'],
  ['recurring_payment_outstanding_payment_failed', 'payment.failed'],
  ['recurring_payment_suspended', 'subscription.past_due'],
  ['recurring_payment_suspended_due_to_max_failed_payment', 'subscription.past_due'],
  ['subscr_signup', 'subscription.started'],
  ['recurring_payment_profile_created', 'subscription.started'],
  ['subscr_cancel', 'subscription.canceled'],
  ['subscr_eot', 'subscription.canceled'],
  ['recurring_payment_profile_cancel', 'subscription.canceled'],
  ['recurring_payment_expired', 'subscription.canceled'],
]);

/** It does not say why, nor which payment: it is told of once. */
function subscription(occurrence: Occurrence, type: EventType = 'payment.failed'): Told {
  const { about } = occurrence;
  const id = subscriptionId(about);
  return {
    ...common(occurrence),
    type,
    kind: 'subscription',
    references: [],
    subscription: id === undefined ? undefined : { id },
    ...(type === 'payment.failed' && {
      reason: { ...UNKNOWN_REASON, code: text(about.txn_type) },
      nextAttemptAt: ipnTime(about.retry_at),
    }),
  };
}
