import { text, type JsonObject } from '../core/event/json';
import type { PaymentEvent } from '../core/event/paymentEvent';
import { instantOf } from '../core/event/reading';
import { references } from '../core/event/references';
import { objectId } from './notice';
import { isNought, isVoided, linked, moneyOf } from './objects';
import type { Occurrence, Reader, Told } from './told';

/** A new invoice; one that was paid before anybody read it is told of as paid. */
export const createdInvoice: Reader = (occurrence) => changed(occurrence) ?? issued(occurrence);

/** What a change made of an invoice. One that is still owed tells of nothing: a due date that passed is found by looking. */
export const changedInvoice: Reader = (occurrence) =>
  text(occurrence.about.Id) === undefined ? issued(occurrence) : changed(occurrence);

export const withdrawnInvoice: Reader = (occurrence) => ({
  ...facts(occurrence),
  type: 'invoice.voided',
});

/** What is still owed after the day on which it was due. */
export const overdueInvoice: Reader = (occurrence) => {
  const { about, context } = occurrence;
  const owed = moneyOf(about.Balance, about, context);
  // Paid between the look and the reading.
  if (isNought(about.Balance)) return undefined;
  return { ...facts(occurrence), type: 'invoice.overdue', amount: owed };
};

const issued = (occurrence: Occurrence): Told => ({
  ...facts(occurrence),
  type: 'invoice.issued',
  amount: moneyOf(occurrence.about.TotalAmt, occurrence.about, occurrence.context),
});

function changed(occurrence: Occurrence): Told | undefined {
  const { about, context } = occurrence;
  if (isVoided(about)) return { ...facts(occurrence), type: 'invoice.voided' };
  const total = moneyOf(about.TotalAmt, about, context);
  if (total === undefined || !isNought(about.Balance)) return undefined;
  const payments = linked(about, 'Payment');
  return {
    ...facts(occurrence),
    type: 'invoice.paid',
    // Where it was paid in parts, its payments tell how much: the same money is not counted twice.
    ...(payments.length < 2 && { amount: total }),
    // Should the payment that paid it be voided, the invoice was not paid.
    ...transactionOf(payments),
  };
}

/** The payment entered last has the highest number. */
function transactionOf(payments: readonly string[]): Pick<Told, 'transaction'> {
  const last = payments.toSorted((a, b) => Number(b) - Number(a))[0];
  return last === undefined ? {} : { transaction: `payment-${last}` };
}

function facts({ event, about }: Occurrence): Omit<Told, 'type'> {
  const id = text(about.Id) ?? objectId(event);
  return {
    kind: 'charge',
    invoice: id === undefined ? undefined : invoiceOf(id, about),
    references: references(['invoice', id], ['payment', onePaymentOf(about)]),
  };
}

/** One payment that paid all of it is the same money; parts are counted by themselves, and settle no rest. */
function onePaymentOf(about: JsonObject): string | undefined {
  const [first, ...others] = linked(about, 'Payment');
  return isNought(about.Balance) && others.length === 0 ? first : undefined;
}

/** The due date is a day: it is over at its end. */
const invoiceOf = (id: string, { DocNumber, DueDate }: JsonObject): PaymentEvent['invoice'] => ({
  id,
  number: text(DocNumber),
  dueAt: instantOf(`${text(DueDate) ?? ''}T23:59:59Z`),
});
