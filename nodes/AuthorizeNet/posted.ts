import {
  capture,
  failedTransaction,
  approvedPayment,
  pendingTransaction,
  refund,
  voided,
} from './payment';
import type { Reader } from './told';
import { detailsOf, transactionOf } from './transaction';

/**
 * Silent Post tells of everything in one form, and what kind of transaction it was is not signed: until the details
 * were read, nothing more is said of one that went well than that it is on its way.
 */
export const posted: Reader = (occurrence) => {
  const { event, fetched } = occurrence;
  const transaction = transactionOf(event, fetched);
  if (transaction.outcome === undefined) return undefined;
  if (transaction.outcome === 'declined') return failedTransaction(occurrence);
  if (Object.keys(detailsOf(event, fetched)).length === 0) return pendingTransaction(occurrence);
  if (transaction.status === 'voided') return voided(occurrence);
  if (transaction.type === 'refundTransaction') return refund(occurrence);
  return (transaction.outcome === 'held' ? capture : approvedPayment)(occurrence);
};
