import { text } from '../core/event/json';
import { reference } from '../core/event/references';
import { isNothingLeft, refusal, setback } from './failure';
import { isCardSaved, ownName, ownReference, paymentOf } from './references';
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
  if (occurrence.succeeded) return { ...collected(occurrence), type: 'payment.succeeded' };
  return isNothingLeft(occurrence) ? undefined : { ...uncollected(occurrence), amongUs: true };
};

/** CAPTURE_FAILED, EXPIRE: the same payment that was authorised did not come to money. */
export const uncollected = (occurrence: Occurrence): Told => ({
  ...held(occurrence),
  type: 'payment.failed',
  reason: setback(occurrence),
});

/**
 * CAPTURE_FAILED, besides: what was collected does not stand. Nobody says that it names the capture which failed, so of a
 * payment that is collected in parts all are taken for it.
 */
export const takenBack: Reader = (occurrence) => ({
  ...collected(occurrence),
  type: 'payment.canceled',
});

/** CAPTURE, besides: where the request was refused, somebody has to look whether earlier ones stand. */
export const refusedCapture: Reader = (occurrence) =>
  capture(occurrence)?.type === 'payment.failed' ? takenBack(occurrence) : undefined;

type Facts = Omit<Told, 'type'>;

const payment = ({ item, context }: Occurrence, transaction = text(item.pspReference)): Facts => ({
  transaction,
  references: isCardSaved(item)
    ? [reference('setup', transaction), reference('setup', ownName(item))]
    : [reference('payment', transaction), ownReference(item, context)],
});

/** A hold is part of the one try that began with the authorisation. */
const held = ({ item }: Occurrence): Facts => ({
  transaction: paymentOf(item),
  references: [reference('payment', paymentOf(item))],
});

/**
 * What is collected stands by itself: a hold that runs out takes back only what was left of it.
 * https://docs.adyen.com/api-explorer/Webhooks/1/post/EXPIRE
 */
const collected = (occurrence: Occurrence): Facts => {
  const { transaction, references } = held(occurrence);
  return { transaction: transaction && `${transaction}:capture`, references };
};
