import { text } from '../core/event/json';
import type { Reason } from '../core/event/paymentEvent';
import { masked } from '../core/event/reading';
import { reasonFor } from '../core/event/reason';
import { reasons } from './reasons';
import type { Transaction } from './transaction';

/** Why it failed: by the error that QuickBooks Payments gives, else by the state that the payment is in. */
export function reasonOf({ status, error }: Transaction, booked?: string): Reason {
  const code = text(error.code);
  return {
    ...reasonFor(reasons, code ?? status ?? booked),
    message: masked(error.message) ?? masked(error.detail),
  };
}
