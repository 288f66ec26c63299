import { list, object, text, type JsonObject } from '../core/event/json';
import { networkCodes } from '../core/event/networkCodes';
import type { Reason } from '../core/event/paymentEvent';
import { masked } from '../core/event/reading';
import { reasonFor } from '../core/event/reason';
import { reasons } from './reasons';

/** Where a payment says what went wrong, by what it was paid with. */
const DETAILS = [
  'card_details',
  'bank_account_details',
  'wallet_details',
  'buy_now_pay_later_details',
  'square_account_details',
];

/** What went wrong with a payment, as Square lists it. */
export function errorsOf(payment: JsonObject): readonly JsonObject[] {
  const errors: JsonObject[] = [];
  for (const field of DETAILS)
    for (const error of list(object(payment[field]).errors)) errors.push(object(error));
  return errors;
}

/** Said beside the error that tells more, or where nobody knows more. */
const LESS_TELLING: ReadonlySet<string> = new Set([
  'GENERIC_DECLINE',
  'CARD_DECLINED',
  'APPLE_TTP_PIN_TOKEN',
]);

/** Why a payment failed: by the most telling of its errors, else by the bank's own code. */
export function reasonOfPayment(payment: JsonObject, otherwise?: string): Reason {
  const errors = errorsOf(payment);
  const codeOf = (error: JsonObject): string => text(error.code) ?? '';
  const error =
    errors.find((one) => reasons.has(codeOf(one)) && !LESS_TELLING.has(codeOf(one))) ??
    errors.find((one) => reasons.has(codeOf(one))) ??
    errors.find((one) => codeOf(one) !== '');
  const code = error ? codeOf(error) : otherwise;
  const networkCode = networkCodeOf(payment);
  const known = code !== undefined && reasons.has(code);
  const reason =
    known || networkCode === undefined
      ? reasonFor(reasons, code)
      : { ...reasonFor(networkCodes, networkCode), code };
  return { ...reason, networkCode, message: messageOf(error) };
}

/** The detail of this one is a token for the phone that asks for the PIN. */
const messageOf = (error: JsonObject | undefined): string | undefined =>
  error && error.code !== 'APPLE_TTP_PIN_TOKEN' ? masked(error.detail) : undefined;

/** An approval has six characters there. What is not a code of the networks says nothing. */
function networkCodeOf({ card_details }: JsonObject): string | undefined {
  const code = text(object(card_details).auth_result_code);
  return code !== undefined && networkCodes.has(code) ? code : undefined;
}

/** Disputes have words of their own, so their rows are told apart by a prefix. */
export const reasonOfDispute = (code: string | undefined): Reason => ({
  ...reasonFor(reasons, code === undefined ? undefined : `dispute.${code}`),
  code,
});
