import { object, text, type JsonObject } from '../core/event/json';
import type { Reference } from '../core/event/paymentEvent';
import { recurs, reference } from '../core/event/references';
import type { NormalizeContext } from '../core/gateway/context';

/** Adyen's reference of the payment that a capture, refund or dispute is about. */
export const paymentOf = ({ originalReference, pspReference }: JsonObject): string | undefined =>
  text(originalReference) ?? text(pspReference);

/**
 * Your own reference: one checkout, tried until it is paid, unless you say that it names an order paid in parts. Read
 * from payments only, since a refund or capture may be given one of its own.
 */
export const ownReference = (
  item: JsonObject,
  { reference: names }: NormalizeContext,
): Reference | undefined => reference(names === 'order' ? 'order' : 'checkout', ownName(item));

/**
 * Your own reference where it names one thing. The day would tell a number that comes back apart, but Adyen dates an item
 * by a clock that need not be the restaurant's: it may strike midnight at dinner.
 */
export function ownName({ merchantReference }: JsonObject): string | undefined {
  const name = text(merchantReference);
  return name === undefined || recurs(name) ? undefined : name;
}

/**
 * Adyen's name for a refused payment that it tries again itself, however often: all of these are tries of one thing.
 * https://docs.adyen.com/online-payments/auto-rescue/cards
 */
export const rescueReference = (additional: JsonObject): Reference | undefined =>
  reference('checkout', additional['retry.rescueReference']);

/** Saving a card is an authorisation of nothing. It must neither open nor settle a bill of the same reference. */
export const isCardSaved = ({ amount }: JsonObject): boolean => object(amount).value === 0;
