import { isObject, list, object, type JsonObject } from '../core/event/json';
import { stripeMoney } from './amount';
import { reasonOfError } from './failure';
import { idOf } from './objects';
import type { Reader } from './told';

/** payment_intent.payment_failed: the intent as it stood right after its charge failed. */
export const failedIntent: Reader = ({ about }) => {
  const error = object(about.last_payment_error);
  return {
    type: 'payment.failed',
    transaction: idOf(error.charge) ?? (wasCharged(error) ? idOf(about.latest_charge) : undefined),
    amount: stripeMoney(about.amount, about.currency),
    reason: reasonOfError(error),
    objects: [about],
  };
};

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
