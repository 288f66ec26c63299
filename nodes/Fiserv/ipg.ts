import { object, text, type JsonObject } from '../core/event/json';
import type { Customer, Instrument, Money } from '../core/event/paymentEvent';
import { e164, expiryOf, lastFour, masked } from '../core/event/reading';
import { reference } from '../core/event/references';
import type { EventType } from '../core/event/taxonomy';
import { confirmed } from './confirmation';
import { declined } from './failure';
import { moneyOf } from './money';
import { checkoutOf, outcomeOf, RECURRING } from './notification';
import { KEYS, ownReference, type Occurrence, type Reader, type Told } from './told';

type Outcome = 'approved' | 'declined' | 'waiting';

const OUTCOMES: ReadonlyMap<string, Outcome> = new Map([
  ['Y', 'approved'],
  ['N', 'declined'],
  ['?', 'waiting'],
]);

type Becomes = Readonly<Partial<Record<Outcome, EventType>>>;

const PAYMENT: Becomes = {
  approved: 'payment.succeeded',
  declined: 'payment.failed',
  waiting: 'payment.pending',
};
/** Money that is held, or a card that was looked at: nothing is paid yet. */
const HELD: Becomes = { ...PAYMENT, approved: 'payment.pending' };
const REFUND: Becomes = { approved: 'refund.succeeded', declined: 'refund.failed' };

/** What each kind of transaction becomes; one that is not listed, or not told, collects money. */
const KINDS: ReadonlyMap<string, Becomes> = new Map([
  ['preauth', HELD],
  ['payerauth', HELD],
  ['payer_auth', HELD],
  ['return', REFUND],
  ['credit', REFUND],
  ['void', REFUND],
]);

/**
 * A notification of the IPG. Event, attempt, amount and outcome come from what is signed. What is not signed is shown
 * to staff as words, and may call a payment a mere hold; only what the API confirms, or the owner chose to trust, says
 * what a payment belongs to and whom to write to.
 */
export const notified: Reader = (occurrence) => {
  const { event, context } = occurrence;
  const { payload } = event;
  const outcome = OUTCOMES.get(text(payload.approval_code)?.charAt(0) ?? '');
  const checkout = checkoutOf(payload);
  const result = outcomeOf(payload);
  const known = confirmed(event, occurrence.fetched);
  const becomes = KINDS.get(text(known?.transactionType ?? payload.txntype)?.toLowerCase() ?? '');
  const type = outcome && (becomes ?? PAYMENT)[outcome];
  if (type === undefined || checkout === undefined || result === undefined) return undefined;

  const amount = moneyOf(payload.chargetotal, payload.currency);
  const isRefund = becomes === REFUND;
  const isRecurring = event.type === RECURRING;
  const isVouched = known !== undefined || context.trustsUnsigned === true;
  const number = text(known?.orderId) ?? text(payload.oid);
  const own = isVouched ? number : undefined;
  return {
    type,
    kind: isRefund ? 'refund' : isRecurring ? 'subscription' : 'charge',
    attempt: outcome === 'waiting' ? checkout : `${checkout}:${result}`,
    references: [
      reference(isRefund ? 'refund' : nameOf(amount), checkout),
      reference('charge', isRefund ? undefined : text(known?.ipgTransactionId)),
      // All payments of a subscription have the number of its first.
      isRecurring ? undefined : ownReference(own, context),
    ],
    amount: amount?.minor === 0 ? undefined : amount,
    ...(outcome === 'declined' && { reason: declined(payload, known) }),
    order:
      number === undefined
        ? undefined
        : { number: masked(number), ...(own !== undefined && !isRecurring && { id: own }) },
    subscription: isRecurring && own !== undefined ? { id: own } : undefined,
    instrument: instrumentOf(payload, known),
    customer: known ? billed(occurrence) : isVouched ? filledIn(payload) : {},
  } satisfies Told;
};

/** Nought is charged to see whether a card can be saved. */
const nameOf = (amount: Money | undefined) => (amount?.minor === 0 ? 'setup' : 'payment');

/** Who was billed, as the API has it. */
function billed({ fetched }: Occurrence): Customer {
  const { name, customerId, contact } = object(object(fetched[KEYS.order]).billing);
  const { email, phone, mobilePhone } = object(contact);
  return {
    id: text(customerId),
    name: masked(name),
    email: text(email),
    phone: e164(mobilePhone) ?? e164(phone),
  };
}

const filledIn = ({ bname, email, phone }: JsonObject): Customer => ({
  name: masked(bname),
  email: text(email),
  phone: e164(phone),
});

function instrumentOf(payload: JsonObject, known: JsonObject | undefined): Instrument | undefined {
  const card = object(object(known?.paymentMethodDetails).paymentCard);
  const { month, year } = object(card.expiryDate);
  const brand = text(card.brand) ?? text(payload.ccbrand);
  const last4 =
    lastFour(card.last4) ?? lastFour(text(card.number)?.slice(-4)) ?? lastFour(payload.last4);
  if (last4 === undefined && (brand === undefined || brand === 'N/A')) return undefined;
  return {
    type: 'card',
    brand: brand === 'N/A' ? undefined : masked(brand),
    last4,
    expiry: expiryOf(2000 + (Number(year) % 100), Number(month)),
  };
}
