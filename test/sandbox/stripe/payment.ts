import { randomBytes } from 'node:crypto';
import { object, type JsonObject } from '../../../nodes/core/event/json';
import type { Delivered, FakeStripe, Place } from '../stripe';
import type { StripeObject } from './shelf';

/** What a guest is about to pay. */
export interface Bill extends Place {
  /** In Stripe's units of the currency. */
  readonly amount: number;
  /** ISO 4217, lower case. */
  readonly currency?: string;
  readonly guest?: Guest;
  /** Table, order and the like, under the names that the pack reads. */
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface Guest {
  readonly name: string;
  /** E.164. */
  readonly phone?: string;
  readonly email?: string;
  readonly customer?: string;
}

export interface Card {
  readonly brand: string;
  readonly last4: string;
  readonly fingerprint?: string;
}

/** Why a card is declined, in Stripe's codes. */
export interface Decline {
  readonly declineCode: string;
  readonly code?: string;
  readonly adviceCode?: string;
  readonly networkCode?: string;
  readonly message?: string;
  readonly card?: Card;
}

export interface Payment {
  readonly intentId: string;
  /** One declined card: the charge fails, the intent waits for another card, and Stripe tells of both. */
  decline(decline: Decline): Promise<readonly Delivered[]>;
  succeed(card?: Card): Promise<readonly Delivered[]>;
  /** The events that Stripe has told of so far, oldest first. */
  readonly events: readonly JsonObject[];
}

const VISA: Card = { brand: 'visa', last4: '4242' };

/** A payment at the fake Stripe. Its objects are there for the API, and each of its events is delivered. */
export function openPayment(stripe: FakeStripe, bill: Bill): Payment {
  const place: Place = bill;
  const intentId = newId('pi');
  const events: JsonObject[] = [];
  stripe.put(intentOf(intentId, bill), place);

  // The API may have written to its metadata meanwhile.
  const intent = (): StripeObject => stripe.get(intentId, place) ?? intentOf(intentId, bill);

  async function tell(happened: readonly (readonly [type: string, about: StripeObject])[]) {
    for (const [, about] of happened) stripe.put(about, place);
    const told = happened.map(([type, about]) => eventOf(type, about));
    events.push(...told);
    return (await Promise.all(told.map((event) => stripe.send(event, place)))).flat();
  }

  return {
    intentId,
    events,
    decline(decline) {
      const charge = failedCharge(intent(), bill, decline);
      const waiting = {
        ...intent(),
        status: 'requires_payment_method',
        latest_charge: charge.id,
        last_payment_error: errorOf(charge, decline),
      };
      return tell([
        ['charge.failed', charge],
        ['payment_intent.payment_failed', waiting],
      ]);
    },
    succeed(card = VISA) {
      const charge = paidCharge(intent(), bill, card);
      const paid = {
        ...intent(),
        status: 'succeeded',
        amount_received: bill.amount,
        latest_charge: charge.id,
        last_payment_error: null,
      };
      return tell([
        ['charge.succeeded', charge],
        ['payment_intent.succeeded', paid],
      ]);
    },
  };
}

const now = (): number => Math.floor(Date.now() / 1000);
const newId = (prefix: string): string => `${prefix}_${randomBytes(12).toString('hex')}`;

const eventOf = (type: string, about: StripeObject): JsonObject => ({
  id: newId('evt'),
  object: 'event',
  created: now(),
  data: { object: about },
  livemode: about.livemode,
  request: { id: null, idempotency_key: null },
  type,
});

const intentOf = (
  id: string,
  { amount, currency = 'usd', guest, metadata, livemode = false }: Bill,
) => ({
  id,
  object: 'payment_intent',
  amount,
  amount_received: 0,
  capture_method: 'automatic',
  created: now(),
  currency,
  customer: guest?.customer ?? null,
  last_payment_error: null,
  latest_charge: null,
  livemode,
  metadata: { ...metadata },
  payment_method_types: ['card'],
  receipt_email: guest?.email ?? null,
  status: 'requires_payment_method',
});

const chargeOf = (intent: StripeObject, bill: Bill, card: Card): StripeObject => ({
  id: newId('ch'),
  object: 'charge',
  amount: bill.amount,
  amount_refunded: 0,
  billing_details: billingDetails(bill.guest),
  created: now(),
  currency: intent.currency,
  customer: intent.customer,
  livemode: intent.livemode,
  metadata: object(intent.metadata),
  payment_intent: intent.id,
  payment_method: newId('pm'),
  payment_method_details: { type: 'card', card: cardObject(card) },
  receipt_email: intent.receipt_email,
});

function failedCharge(intent: StripeObject, bill: Bill, decline: Decline): StripeObject {
  return {
    ...chargeOf(intent, bill, decline.card ?? VISA),
    amount_captured: 0,
    captured: false,
    failure_code: decline.code ?? 'card_declined',
    failure_message: decline.message ?? 'Your card was declined.',
    outcome: {
      advice_code: decline.adviceCode ?? null,
      network_advice_code: null,
      network_decline_code: decline.networkCode ?? null,
      network_status: 'declined_by_network',
      reason: decline.declineCode,
      risk_level: 'normal',
      seller_message: 'The bank declined the payment.',
      type: 'issuer_declined',
    },
    paid: false,
    status: 'failed',
  };
}

const paidCharge = (intent: StripeObject, bill: Bill, card: Card): StripeObject => ({
  ...chargeOf(intent, bill, card),
  amount_captured: bill.amount,
  captured: true,
  failure_code: null,
  failure_message: null,
  outcome: {
    network_status: 'approved_by_network',
    reason: null,
    risk_level: 'normal',
    seller_message: 'Payment complete.',
    type: 'authorized',
  },
  paid: true,
  status: 'succeeded',
});

const errorOf = (charge: StripeObject, decline: Decline): JsonObject => ({
  type: 'card_error',
  code: charge.failure_code,
  decline_code: decline.declineCode,
  ...(decline.adviceCode === undefined ? {} : { advice_code: decline.adviceCode }),
  ...(decline.networkCode === undefined ? {} : { network_decline_code: decline.networkCode }),
  message: charge.failure_message,
  charge: charge.id,
  payment_method: {
    id: charge.payment_method,
    object: 'payment_method',
    type: 'card',
    billing_details: charge.billing_details,
    card: cardObject(decline.card ?? VISA),
  },
});

const billingDetails = (guest: Guest | undefined): JsonObject => ({
  address: null,
  email: guest?.email ?? null,
  name: guest?.name ?? null,
  phone: guest?.phone ?? null,
});

const cardObject = ({ brand, last4, fingerprint }: Card): JsonObject => ({
  brand,
  country: 'US',
  exp_month: 12,
  exp_year: new Date().getUTCFullYear() + 1,
  fingerprint: fingerprint ?? `fp_${brand}_${last4}`,
  funding: 'credit',
  last4,
});
