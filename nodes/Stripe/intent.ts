import { isObject, list, object, type JsonObject } from '../core/event/json';
import { stripeMoney } from './amount';
import { withBill } from './bill';
import { reasonOfError } from './failure';
import { idOf } from './objects';
import type { Reader, Told } from './told';

/** payment_intent.payment_failed: the intent as it stood right after its charge failed. */
export const failedIntent: Reader = ({ about, fetched }) => {
  const error = object(about.last_payment_error);
  const charge = idOf(error.charge) ?? (wasCharged(error) ? idOf(about.latest_charge) : undefined);
  const told: Told = {
    type: 'payment.failed',
    transaction: charge ?? tryWithoutCharge(about),
    amount: stripeMoney(about.amount, about.currency),
    reason: reasonOfError(error),
    objects: [about],
  };
  return withBill(told, fetched);
};

/**
 * A try that never came to a charge, since the guest did not confirm it: Stripe tells of it by the intent's event and
 * by its invoice's, which share nothing but the intent. With the card or account, a second try by another one counts
 * as a second; by the same one it cannot be told apart, and one alert too few is better than two for one try.
 * https://docs.stripe.com/payments/paymentintents/lifecycle
 */
export function tryWithoutCharge(intent: JsonObject): string | undefined {
  const id = idOf(intent);
  const error = object(intent.last_payment_error);
  const method = idOf(error.payment_method) ?? idOf(intent.payment_method);
  if (id === undefined) return undefined;
  if (method !== undefined) return `${id}:${method}`;
  return wasCharged(error) ? undefined : id;
}

/** payment_intent.succeeded */
export const paidIntent: Reader = ({ about }) => {
  const charge = latestCharge(about);
  return {
    type: 'payment.succeeded',
    transaction: idOf(charge),
    amount: stripeMoney(about.amount_received ?? about.amount, about.currency),
    objects: [withoutError(about), ...(isObject(charge) ? [charge] : [])],
  };
};

/** The error of an earlier try says nothing about the card that paid. */
const withoutError = (intent: JsonObject): JsonObject =>
  intent.last_payment_error ? { ...intent, last_payment_error: null } : intent;

/** Where the guest did not confirm, nothing was charged, and `latest_charge` is that of an earlier try. */
const wasCharged = ({ code }: JsonObject): boolean =>
  code !== 'payment_intent_authentication_failure';

/** Before 2022-11-15 an intent listed its charges. https://docs.stripe.com/upgrades#2022-11-15 */
const latestCharge = (intent: JsonObject) =>
  intent.latest_charge ?? list(object(intent.charges).data)[0];
