import type { FailureKind } from '../core/event/taxonomy';
import { amountIn } from './amount';
import { fraudReason, reasonOf } from './failure';
import { refundReferences, referencesOf } from './references';
import type { Occurrence, Reader, Told } from './told';
import { transactionOf, type Transaction } from './transaction';

/** Reads an event about a transaction once it is known what all sources say of it. */
type Judge = (transaction: Transaction, occurrence: Occurrence) => Told | undefined;

const about =
  (judge: Judge): Reader =>
  (occurrence) =>
    judge(transactionOf(occurrence.event, occurrence.fetched), occurrence);

const facts = (transaction: Transaction, { context }: Occurrence): Omit<Told, 'type'> => ({
  kind: kindOf(transaction),
  transaction: transaction.id,
  references: referencesOf(transaction, context),
  invoiceNumber: transaction.invoiceNumber,
  subscription: transaction.subscription && { id: transaction.subscription.id },
  objects: transaction.objects,
});

/** A debit fails late and may be taken back, whatever it was for. */
function kindOf({ isBankDebit, subscription }: Transaction): FailureKind {
  if (isBankDebit) return 'bank_debit';
  return subscription === undefined ? 'charge' : 'subscription';
}

const paid: Judge = (transaction, occurrence) => ({
  ...facts(transaction, occurrence),
  type: 'payment.succeeded',
  amount: amountIn(transaction.objects, 'taken', occurrence.context.currency),
});

const pending: Judge = (transaction, occurrence) => ({
  ...facts(transaction, occurrence),
  type: 'payment.pending',
  amount: amountIn(transaction.objects, 'asked', occurrence.context.currency),
});

const failed: Judge = (transaction, occurrence) =>
  transaction.type === 'refundTransaction'
    ? failedRefund(transaction, occurrence)
    : {
        ...facts(transaction, occurrence),
        type: 'payment.failed',
        amount: amountIn(transaction.objects, 'asked', occurrence.context.currency),
        reason: reasonOf(transaction),
      };

const refundFacts: (...about: Parameters<Judge>) => Omit<Told, 'type'> = (
  transaction,
  { context },
) => ({
  kind: 'refund',
  transaction: transaction.id,
  references: refundReferences(transaction),
  amount: amountIn(transaction.objects, 'taken', context.currency),
  objects: transaction.objects,
});

const refunded: Judge = (transaction, occurrence) => ({
  ...refundFacts(transaction, occurrence),
  type: 'refund.succeeded',
});

const failedRefund: Judge = (transaction, occurrence) => ({
  ...refundFacts(transaction, occurrence),
  type: 'refund.failed',
  reason: reasonOf(transaction),
});

/** An e-check is paid once the bank has paid it: until then it is on its way. */
const taken: Judge = (transaction, occurrence) =>
  (transaction.isBankDebit && transaction.status !== 'settledSuccessfully' ? pending : paid)(
    transaction,
    occurrence,
  );

/** What a transaction came to; the test notification's code is none of these, and tells of nothing. */
const byOutcome =
  (judges: Readonly<Partial<Record<NonNullable<Transaction['outcome']>, Judge>>>): Judge =>
  (transaction, occurrence) =>
    transaction.outcome && judges[transaction.outcome]?.(transaction, occurrence);

/** authcapture.created, capture.created, priorAuthCapture.created */
export const capture = about(byOutcome({ approved: taken, declined: failed, held: pending }));

/** authorization.created: pays nothing before it is captured. */
export const authorization = about(
  byOutcome({ approved: pending, declined: failed, held: pending }),
);

/** refund.created */
export const refund = about(byOutcome({ approved: refunded, declined: failedRefund }));

const CAPTURED: readonly (string | undefined)[] = [
  'capturedPendingSettlement',
  'settledSuccessfully',
];

/** Approved, as far as it came: an authorization is paid only once it is captured. */
export const approvedPayment = about((transaction, occurrence) =>
  (CAPTURED.includes(transaction.status) ? taken : pending)(transaction, occurrence),
);

/** fraud.declined */
export const fraudDeclined = about((transaction, occurrence) => {
  const told = failed(transaction, occurrence);
  return told && { ...told, reason: fraudReason(transaction) };
});

/** What is voided was not collected yet, and nobody's card was declined. A settled one can only be refunded. */
const letGo: Judge = (transaction, occurrence) => ({
  ...facts(transaction, occurrence),
  type: 'payment.canceled',
  amount: amountIn(transaction.objects, 'taken', occurrence.context.currency),
});

/** A refund that is voided keeps the guest's money. */
const keptRefund: Judge = (transaction, occurrence) =>
  failedRefund({ ...transaction, outcome: undefined, status: 'voided' }, occurrence);

/** void.created: https://developer.authorize.net/api/reference/index.html#payment-transactions-void-a-transaction */
export const voided = about((transaction, occurrence) =>
  (transaction.type === 'refundTransaction' ? keptRefund : letGo)(transaction, occurrence),
);

export const paidTransaction = about(paid);
export const pendingTransaction = about(pending);
export const failedTransaction = about(failed);
export const refundedTransaction = about(refunded);
