import { integer, list, object, text, type JsonObject } from '../core/event/json';
import { meta, orderOf } from '../core/event/orderMetadata';
import { money } from '../core/event/money';
import type { Customer, Instrument } from '../core/event/paymentEvent';
import { internationalPhone } from '../core/event/phone';
import {
  e164,
  expiryOf,
  firstOf,
  instantOf,
  lastFour,
  linkOf,
  masked,
} from '../core/event/reading';
import { reference } from '../core/event/references';
import type { EventType } from '../core/event/taxonomy';
import { refused } from './failure';
import { amountOf, isPart } from './hubAmount';
import { KEYS, ownReference, type Objects, type Occurrence, type Reader } from './told';

/**
 * What Commerce Hub answered your checkout, posted on by it. States by name:
 * https://developer.fiserv.com/product/CommerceHub/docs/?path=docs/Resources/Master-Data/Gateway-Response.md
 */
const TAKES: Readonly<Record<string, EventType>> = {
  CAPTURED: 'payment.succeeded',
  SETTLED: 'payment.succeeded',
  AUTHORIZED: 'payment.pending',
  PENDING: 'payment.pending',
  WAITING: 'payment.pending',
  DECLINED: 'payment.failed',
  FAILED: 'payment.failed',
  VOIDED: 'refund.succeeded',
};

const GIVES_BACK: Readonly<Record<string, EventType>> = {
  CAPTURED: 'refund.succeeded',
  SETTLED: 'refund.succeeded',
  AUTHORIZED: 'refund.succeeded',
  REFUNDED: 'refund.succeeded',
  VOIDED: 'refund.succeeded',
  DECLINED: 'refund.failed',
  FAILED: 'refund.failed',
};

export const taken: Reader = (occurrence) => told(occurrence, TAKES);
export const givenBack: Reader = (occurrence) => told(occurrence, GIVES_BACK);

function told(
  occurrence: Occurrence,
  becomes: Readonly<Record<string, EventType>>,
): ReturnType<Reader> {
  const { event, fetched, context } = occurrence;
  const inquired = object(list(object(fetched[KEYS.inquiry]).list)[0]);
  const objects: Objects = [event.payload, inquired];
  const { transactionState } = gatewayIn(event.payload);
  const state = text(transactionState) ?? '';
  const type = Object.hasOwn(becomes, state) ? becomes[state] : undefined;
  if (type === undefined) return undefined;

  const { transactionId, orderId } = processingIn(event.payload);
  const transaction = text(transactionId);
  const isRefund = type.startsWith('refund.');
  const own = firstOf(objects, ({ transactionDetails }) => ownNumber(object(transactionDetails)));
  const amount = amountOf(objects, type);
  const order = orderOf(objects, (minor) => money(minor, amount?.currency));
  const id = order?.id ?? own;
  const product = firstOf(objects, (one) => masked(meta(one, 'product')));
  return {
    type,
    kind: isRefund ? 'refund' : 'charge',
    attempt: transaction,
    references: [
      reference(isRefund ? 'refund' : 'charge', transaction),
      // The same for a charge and for whatever is done to it later.
      reference('payment', text(orderId)),
      // A part of what was asked for belongs to the order, and settles no other try of it.
      isPart(objects, type) ? undefined : ownReference(own, context),
      reference('order', own),
      reference('order', order?.id),
      reference(
        'case',
        firstOf(objects, (one) => meta(one, 'payment_failure_case')),
      ),
    ],
    at: firstOf(objects, (one) => happened(processingIn(one))),
    amount,
    ...(type.endsWith('.failed') && { reason: refused(firstWith(objects, 'paymentReceipt')) }),
    order: id === undefined ? order : { ...order, id, number: order?.number ?? id },
    instrument: firstOf(objects, ({ source }) => cardIn(object(object(source).card))),
    customer: customerIn(objects),
    products: product === undefined ? [] : [{ name: product }],
    links: { pay: firstOf(objects, (one) => linkOf(meta(one, 'payment_link'))) },
  };
}

export const gatewayIn = (payload: JsonObject): JsonObject => object(payload.gatewayResponse);
export const processingIn = (payload: JsonObject): JsonObject =>
  object(gatewayIn(payload).transactionProcessingDetails);

const happened = ({ transactionTimestamp, transactionTime }: JsonObject): string | undefined =>
  instantOf(transactionTimestamp) ?? instantOf(transactionTime);

const firstWith = (objects: Objects, name: string): JsonObject =>
  objects.find((one) => one[name] !== undefined) ?? object(objects[0]);

const ownNumber = ({ merchantOrderId, merchantInvoiceNumber }: JsonObject): string | undefined =>
  text(merchantOrderId) ?? text(merchantInvoiceNumber);

function cardIn({ scheme, last4, expirationMonth, expirationYear }: JsonObject) {
  const brand = masked(scheme);
  const ending = lastFour(last4);
  if (brand === undefined && ending === undefined) return undefined;
  const expiry = expiryOf(Number(text(expirationYear)), Number(text(expirationMonth)));
  return { type: 'card', brand, last4: ending, expiry } satisfies Instrument;
}

function customerIn(objects: Objects): Customer {
  const people = objects.flatMap(({ customer, billingAddress, additionalDataCommon }) => [
    object(customer),
    object(billingAddress),
    object(object(additionalDataCommon).billingAddress),
  ]);
  const own = (key: Parameters<typeof meta>[1]) => firstOf(objects, (one) => meta(one, key));
  return {
    id: firstOf(people, ({ merchantCustomerId }) => text(merchantCustomerId)),
    name: firstOf(people, nameIn) ?? masked(own('customer_name')),
    email: firstOf(people, ({ email }) => text(email)) ?? own('customer_email'),
    phone: firstOf(people, phoneIn) ?? e164(own('customer_phone')),
    locale: own('locale'),
  };
}

function nameIn({ firstName, lastName }: JsonObject): string | undefined {
  const names = [masked(firstName), masked(lastName)].filter((name) => name !== undefined);
  return names.length === 0 ? undefined : names.join(' ');
}

/** A number stands alone, or in a list with its country’s code beside it. */
const phoneIn = ({ phone }: JsonObject): string | undefined =>
  firstOf([object(phone), ...list(phone).map(object)], ({ countryCode, phoneNumber }) =>
    internationalPhone(text(countryCode) ?? integer(countryCode)?.toString(), text(phoneNumber)),
  );
