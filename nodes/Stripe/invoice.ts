import { integer, object, type JsonObject } from '../core/event/json';
import type { Reason } from '../core/event/paymentEvent';
import { firstOf } from '../core/event/reading';
import { CAUSE_OF } from '../core/event/taxonomy';
import { stripeMoney } from './amount';
import { billed, ofPart, subscriptionDetails } from './bill';
import { evidenceOf, KEYS, type Evidence } from './evidence';
import { reasonOfCharge, reasonOfError } from './failure';
import { tryWithoutCharge } from './intent';
import { idOf, instantOf } from './objects';
import type { Occurrence, Reader, Told } from './told';

/** invoice.payment_failed: the invoice does not say why; its charge does. */
export const failedInvoice: Reader = (occurrence) => {
  const evidence = evidenceOf(occurrence.event, occurrence.fetched, 'failed');
  return {
    ...invoiceFacts(occurrence, evidence),
    type: 'payment.failed',
    transaction: chargeId(occurrence, evidence) ?? tryOf(occurrence.about, evidence),
    amount: stripeMoney(asked(occurrence.about, evidence), occurrence.about.currency),
    reason: reasonOf(evidence),
    nextAttemptAt: instantOf(occurrence.about.next_payment_attempt),
  };
};

/** invoice.payment_action_required: the bank waits for the guest, whether or not it has declined a charge. */
export const unconfirmedInvoice: Reader = (occurrence) => {
  const found = evidenceOf(occurrence.event, occurrence.fetched, 'failed');
  const reason = found.charge && reasonOfCharge(found.charge);
  // A charge that was declined for another reason is an earlier try.
  const evidence = reason?.category === 'authentication_required' ? found : withoutCharge(found);
  return {
    ...invoiceFacts(occurrence, evidence),
    type: 'payment.failed',
    transaction: idOf(evidence.charge) ?? tryOf(occurrence.about, evidence),
    amount: stripeMoney(asked(occurrence.about, evidence), occurrence.about.currency),
    reason: evidence.charge && reason ? reason : UNCONFIRMED,
    nextAttemptAt: instantOf(occurrence.about.next_payment_attempt),
  };
};

const UNCONFIRMED: Reason = {
  category: 'authentication_required',
  cause: CAUSE_OF.authentication_required,
  hardness: 'soft',
  advice: 'authenticate',
};

/** invoice.paid */
export const paidInvoice: Reader = (occurrence) => {
  const evidence = evidenceOf(occurrence.event, occurrence.fetched, 'paid');
  return {
    ...invoiceFacts(occurrence, evidence),
    type: 'invoice.paid',
    transaction: chargeId(occurrence, evidence),
    amount: stripeMoney(occurrence.about.amount_paid, occurrence.about.currency),
  };
};

/** invoice.overdue: nobody tried to take the money. */
export const overdueInvoice: Reader = (occurrence) => {
  const found = evidenceOf(occurrence.event, occurrence.fetched, 'failed');
  return {
    // All that is left of it is overdue, whatever part was declined at that hour.
    ...invoiceFacts(occurrence, found.isPart ? withoutCharge(found) : found),
    type: 'invoice.overdue',
    amount: stripeMoney(owed(occurrence.about), occurrence.about.currency),
  };
};

/**
 * invoice.voided, and invoice.marked_uncollectible: the owner gave it up. One that was written off may be paid after all.
 * https://docs.stripe.com/invoicing/overview#workflow-overview
 */
export const voidedInvoice: Reader = (occurrence) => ({
  ...invoiceFacts(occurrence, evidenceOf(occurrence.event, occurrence.fetched, 'voided')),
  type: 'invoice.voided',
});

const withoutCharge = (found: Evidence): Evidence => ({
  ...found,
  charge: undefined,
  isPart: false,
});

/** What was read knows better than the invoice, whose charge may be that of an earlier try. */
const chargeId = ({ about, fetched }: Occurrence, { charge }: Evidence): string | undefined =>
  idOf(charge) ?? (KEYS.charge in fetched ? undefined : idOf(about.charge));

/**
 * The try of an invoice that was never charged: a guest who did not confirm, which the intent tells of as well, or no
 * card on file. Every event of that try counts the same attempt.
 */
const tryOf = (invoice: JsonObject, { intents }: Evidence): string | undefined =>
  firstOf(intents, tryWithoutCharge) ?? countedTry(invoice);

function countedTry(invoice: JsonObject): string | undefined {
  const id = idOf(invoice);
  const count = integer(invoice.attempt_count);
  return id === undefined || count === undefined ? undefined : `${id}:${count}`;
}

const asked = (invoice: JsonObject, { charge, isPart }: Evidence): unknown =>
  isPart ? charge?.amount : owed(invoice);

const owed = (invoice: JsonObject): unknown => {
  const remaining = integer(invoice.amount_remaining);
  return remaining !== undefined && remaining > 0 ? remaining : invoice.amount_due;
};

function reasonOf({ intents, charge }: Evidence): Reason {
  if (charge) return reasonOfCharge(charge);
  const errors = intents.map((intent) => object(intent.last_payment_error));
  return reasonOfError(object(errors.find((error) => error.code !== undefined)));
}

const invoiceFacts = (
  { about }: Occurrence,
  { charge, isPart, intents }: Evidence,
): Omit<Told, 'type'> => ({
  ...billed(about),
  objects: [
    isPart ? ofPart(about) : about,
    ...(charge ? [charge] : []),
    ...(isPart ? [] : intents),
    ...subscriptionDetails(about),
  ],
});
