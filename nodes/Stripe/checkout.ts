import { stripeMoney } from './amount';
import { evidenceOf } from './evidence';
import { reasonOfCharge, reasonOfError } from './failure';
import { object } from '../core/event/json';
import { idOf } from './objects';
import type { Reader } from './told';

/** checkout.session.async_payment_failed: the guest left Checkout believing it paid, and days later it was not. */
export const failedCheckout: Reader = ({ event, about, fetched }) => {
  const { intents, charge } = evidenceOf(event, fetched, 'failed');
  const [intent] = intents;
  return {
    type: 'payment.failed',
    ...(about.mode === 'subscription' && { kind: 'subscription' }),
    transaction: idOf(charge),
    amount: stripeMoney(about.amount_total, about.currency),
    reason: charge ? reasonOfCharge(charge) : reasonOfError(object(intent?.last_payment_error)),
    objects: [about, ...(charge ? [charge] : []), ...intents],
    subscription: subscriptionOf(about.subscription),
  };
};

/** checkout.session.async_payment_succeeded */
export const paidCheckout: Reader = ({ about }) => ({
  type: 'payment.succeeded',
  ...(about.mode === 'subscription' && { kind: 'subscription' }),
  amount: stripeMoney(about.amount_total, about.currency),
  objects: [about],
  subscription: subscriptionOf(about.subscription),
});

const subscriptionOf = (value: unknown) => {
  const id = idOf(value);
  return id === undefined ? undefined : { id };
};
