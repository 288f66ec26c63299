import type { Reason } from '../core/event/paymentEvent';
import { masked } from '../core/event/reading';
import { explained, reasonFor } from '../core/event/reason';
import { nachaCodes } from '../core/event/schemes/nacha';
import { reasons } from './reasons';
import type { Transaction } from './transaction';

/** Why a transaction failed: its reason code where it was refused, else what became of it afterwards. */
export function reasonOf({ outcome, reasonCode, status, message }: Transaction): Reason {
  const state = status !== undefined && reasons.has(status) ? status : undefined;
  const code = outcome === 'declined' ? (reasonCode ?? state) : state;
  return { ...reasonFor(reasons, code), message: masked(message) };
}

/** Declined by the fraud filters, or by whoever looked at what they held. */
export function fraudReason(transaction: Transaction): Reason {
  const told = reasonOf(transaction);
  return told.category === 'unknown'
    ? { ...told, ...explained(reasons.get('failedReview')) }
    : told;
}

/** Why an e-check came back. https://developer.authorize.net/api/reference/features/echeck.html */
export const returnReason = (code: string | undefined, description: unknown): Reason => ({
  ...reasonFor(nachaCodes, code),
  networkCode: code,
  message: masked(description),
});
