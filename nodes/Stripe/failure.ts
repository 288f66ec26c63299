import { object, text, type JsonObject } from '../core/event/json';
import { networkCodes } from '../core/event/networkCodes';
import type { Reason } from '../core/event/paymentEvent';
import { firstOf, masked } from '../core/event/reading';
import { explained, type ReasonRow, type ReasonTable } from '../core/event/reason';
import { reasons } from './reasons';

/** Everything that Stripe says about one decline. */
interface Decline {
  readonly code: string | undefined;
  readonly declineCode: string | undefined;
  readonly networkCode: string | undefined;
  readonly adviceCode: string | undefined;
  readonly message: string | undefined;
  /** Whether Stripe itself kept the payment from the bank. */
  readonly isBlocked: boolean;
}

/** `last_payment_error` or `last_setup_error` of an intent. */
export const reasonOfError = (error: JsonObject): Reason =>
  reasonOf({
    code: text(error.code),
    declineCode: text(error.decline_code),
    networkCode: text(error.network_decline_code),
    adviceCode: text(error.advice_code),
    message: masked(error.message),
    isBlocked: false,
  });

/** A failed charge: the reason of its outcome is a decline code, or says why it was blocked. */
export function reasonOfCharge(charge: JsonObject): Reason {
  const outcome = object(charge.outcome);
  return reasonOf({
    code: text(charge.failure_code),
    declineCode: text(outcome.reason),
    networkCode: text(outcome.network_decline_code),
    adviceCode: text(outcome.advice_code),
    message: masked(charge.failure_message) ?? masked(outcome.seller_message),
    isBlocked: outcome.type === 'blocked' || outcome.reason === 'previously_declined_do_not_retry',
  });
}

/** Stripe's own advice knows more than any code. https://docs.stripe.com/declines/card#advice-codes */
const DO_NOT_RETRY: Partial<Reason> = { advice: 'do_not_retry', hardness: 'hard' };
const ADVICE_CODES: ReadonlyMap<string, Partial<Reason>> = new Map([
  ['confirm_card_data', { advice: 'update_details' }],
  ['do_not_try_again', DO_NOT_RETRY],
  ['try_again_later', { advice: 'retry_later', hardness: 'soft' }],
]);

/** Of what was said, the most telling that is known: the decline code, then the network's, then the error's. */
function reasonOf(decline: Decline): Reason {
  const { code, declineCode, networkCode, adviceCode, message, isBlocked } = decline;
  const row = firstOf<readonly [ReasonTable, string | undefined], ReasonRow>(
    [
      [reasons, declineCode],
      [networkCodes, networkCode],
      [reasons, code],
    ],
    ([table, key]) => (key === undefined ? undefined : table.get(key)),
  );
  return {
    code: declineCode ?? code,
    networkCode,
    message,
    ...explained(row),
    ...(adviceCode === undefined ? undefined : ADVICE_CODES.get(adviceCode)),
    // Whatever was advised before: Stripe blocks the retry as well.
    ...(isBlocked ? DO_NOT_RETRY : undefined),
  };
}

/** Refunds and disputes use some of the decline codes for other things, so their rows are told apart by a prefix. */
export const reasonNamed = (kind: 'refund' | 'dispute', code: string | undefined): Reason => ({
  code,
  ...explained(reasons.get(`${kind}.${code}`)),
});
