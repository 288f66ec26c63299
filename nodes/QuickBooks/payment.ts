import { object, text } from '../core/event/json';
import { reasonFor } from '../core/event/reason';
import { references } from '../core/event/references';
import { reasonOf } from './failure';
import { objectId } from './notice';
import {
  invoiceKey,
  isBookedVoid,
  isNought,
  isSure,
  isVoided,
  KEYS,
  linked,
  moneyOf,
} from './objects';
import { reasons } from './reasons';
import type { Occurrence, Reader, Told } from './told';
import { instrumentOf, transactionOf, type Transaction } from './transaction';

/** A payment was entered or changed: what became of it is what the books, and QuickBooks Payments, say now. */
export const changedPayment: Reader = (occurrence) => {
  const { about } = occurrence;
  const transaction = transactionOf(occurrence.fetched[KEYS.transaction]);
  if (isVoided(about)) return takenBack(occurrence, 'Void');
  if (transaction.fate !== undefined) return byTransaction(occurrence, transaction);
  if (isBookedVoid(about)) return takenBack(occurrence, 'Void');
  return isSure(about) ? succeeded(occurrence) : { ...facts(occurrence), type: 'payment.pending' };
};

/** It was voided, or deleted from the books. */
export const withdrawnPayment: Reader = (occurrence) =>
  takenBack(occurrence, occurrence.event.type.includes('.deleted.') ? 'Delete' : 'Void');

const takenBack = (occurrence: Occurrence, how: 'Void' | 'Delete'): Told => ({
  ...facts(occurrence),
  type: 'payment.failed',
  reason: reasonFor(reasons, how),
  amongUs: true,
});

/** A charge or e-check that a look found declined, returned or disputed. */
export const failedTransaction: Reader = (occurrence) =>
  byTransaction(occurrence, transactionOf(object(occurrence.event.payload.transaction)));

function byTransaction(occurrence: Occurrence, transaction: Transaction): Told | undefined {
  const told = facts(occurrence, transaction);
  switch (transaction.fate) {
    case 'paid':
      return succeeded(occurrence, transaction);
    case 'pending':
      return { ...told, type: 'payment.pending' };
    case 'failed':
      return { ...told, type: 'payment.failed', reason: reasonOf(transaction) };
    case 'disputed':
      return disputed(told, transaction);
    default:
      return undefined;
  }
}

function disputed(told: Omit<Told, 'type'>, transaction: Transaction): Told | undefined {
  const id = transaction.id;
  if (id === undefined) return undefined;
  return {
    ...told,
    type: 'dispute.opened',
    kind: 'dispute',
    transaction: `dispute-${id}`,
    references: [...told.references, ...references(['dispute', id])],
    reason: reasonOf(transaction),
    dispute: { id },
  };
}

/** It also settles each invoice that nothing is owed of any more; a part of an invoice settles none. */
function succeeded(occurrence: Occurrence, transaction?: Transaction): Told {
  const told = facts(occurrence, transaction);
  const paid = linked(occurrence.about, 'Invoice').filter((id) =>
    isNought(object(occurrence.fetched[invoiceKey(id)]?.Invoice).Balance),
  );
  return {
    ...told,
    type: 'payment.succeeded',
    references: [...told.references, ...paid.map((value) => ({ type: 'invoice' as const, value }))],
  };
}

function facts(
  { event, about, fetched, context }: Occurrence,
  transaction = transactionOf(fetched[KEYS.transaction]),
): Omit<Told, 'type'> {
  const id = text(about.Id) ?? objectId(event);
  const [invoice] = linked(about, 'Invoice');
  const number = invoice === undefined ? undefined : fetched[invoiceKey(invoice)]?.Invoice;
  return {
    kind: transaction.isBankDebit ? 'bank_debit' : 'charge',
    transaction: id === undefined ? undefined : `payment-${id}`,
    amount:
      moneyOf(about.TotalAmt, about, context) ??
      moneyOf(
        transaction.about.amount,
        { CurrencyRef: { value: transaction.about.currency } },
        context,
      ),
    instrument: instrumentOf(transaction, about),
    references: references(['payment', id], ['charge', transaction.id]),
    ...(invoice !== undefined && {
      invoice: { id: invoice, number: text(object(number).DocNumber) },
    }),
  };
}
