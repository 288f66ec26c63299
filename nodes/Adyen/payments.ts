import { text } from '../core/event/json';
import { reference } from '../core/event/references';
import { isNothingLeft, refusal, setback } from './failure';
import { isCardSaved, ownReference, paymentOf } from './references';
import type { Occurrence, Reader, Told } from './told';

/** AUTHORISATION: a card or other method said yes or no. What is captured at once is told by nothing else. */
export const authorisation: Reader = (occurrence) => ({
  ...payment(occurrence),
  ...(occurrence.succeeded
    ? { type: 'payment.succeeded' }
    : { type: 'payment.failed', reason: refusal(occurrence) }),
});

/**
 * AUTORESCUE: Adyen tried a refused payment again, and ended by a reference of its own. That it gave up says nothing new.
 * https://docs.adyen.com/api-explorer/Webhooks/1/post/AUTORESCUE
 */
export const rescue: Reader = (occurrence) =>
  occurrence.succeeded
    ? { ...payment(occurrence, paymentOf(occurrence.item)), type: 'payment.succeeded' }
    : undefined;

/** OFFER_CLOSED: the guest left a bank's or wallet's page, or its time ran out. */
export const abandoned: Reader = (occurrence) => ({
  ...payment(occurrence),
  type: 'payment.failed',
  reason: setback(occurrence),
});

/** CAPTURE: what was authorised is collected. Where Adyen refuses the request, the card may hold the money still. */
export const capture: Reader = (occurrence) => {
  if (occurrence.succeeded) return { ...collection(occurrence), type: 'payment.succeeded' };
  return isNothingLeft(occurrence) ? undefined : { ...uncollected(occurrence), amongUs: true };
};

/** CAPTURE_FAILED, EXPIRE: the same payment that was authorised did not come to money. */
export const uncollected = (occurrence: Occurrence): Told => ({
  ...collection(occurrence),
  type: 'payment.failed',
  reason: setback(occurrence),
});

type Facts = Omit<Told, 'type'>;

const payment = ({ item, context }: Occurrence, transaction = text(item.pspReference)): Facts => ({
  transaction,
  references: isCardSaved(item)
    ? [reference('setup', transaction), reference('setup', item.merchantReference)]
    : [reference('payment', transaction), ownReference(item, context)],
});

/** Collecting is part of the one try that began with the authorisation. */
const collection = ({ item }: Occurrence): Facts => ({
  transaction: paymentOf(item),
  references: [reference('payment', paymentOf(item))],
});
