import { object, type JsonObject } from '../core/event/json';
import type { Money } from '../core/event/paymentEvent';
import { firstOf } from '../core/event/reading';
import type { EventType } from '../core/event/taxonomy';
import { moneyOf } from './money';
import type { Objects } from './told';

/** What was moved is what was approved; a decline approves nothing, and tells what was asked for. */
export const amountOf = (objects: Objects, type: EventType): Money | undefined =>
  type.endsWith('.failed')
    ? (askedIn(objects) ?? approvedIn(objects))
    : (approvedIn(objects) ?? askedIn(objects));

/**
 * Whether a card that had less than was asked for paid what it had. Where your checkout does not say what that was, the
 * answer names the part.
 * https://developer.fiserv.com/product/CommerceHub/docs/?path=docs/Resources/Guides/Authorizations/Partial-Auth.md
 */
export function isPart(objects: Objects, type: EventType): boolean {
  if (type !== 'payment.succeeded') return false;
  const [asked, approved] = [askedIn(objects), approvedIn(objects)];
  return asked === undefined
    ? firstOf(objects, partIn) !== undefined
    : approved !== undefined && approved.minor < asked.minor;
}

/** As your checkout sends it along. */
const askedIn = (objects: Objects): Money | undefined =>
  firstOf(objects, ({ amount }) => aboveNothing(object(amount)));

const approvedIn = (objects: Objects): Money | undefined =>
  firstOf(objects, ({ paymentReceipt }) =>
    aboveNothing(object(object(paymentReceipt).approvedAmount)),
  );

const partIn = ({ transactionDetails, paymentReceipt }: JsonObject): Money | undefined => {
  const { currency } = object(object(paymentReceipt).approvedAmount);
  const total = object(transactionDetails).partiallyApprovedTransactionAmount;
  return aboveNothing({ total, currency });
};

function aboveNothing({ total, currency }: JsonObject): Money | undefined {
  const found = moneyOf(total, currency);
  return found !== undefined && found.minor > 0 ? found : undefined;
}
