import { text, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { ApiRead, Fetched } from '../core/gateway/apiClient';
import { pathPart } from '../core/gateway/pathPart';
import { customerOf } from './customer';
import { evidenceOf, KEYS, subject, type Outcome } from './evidence';
import { meta } from './metadata';
import { idOf } from './objects';

type Read = Omit<ApiRead, 'method' | 'account'>;

/** The reads that complete an event, given what was read so far. */
export function needs(event: RawEvent, fetched: Fetched): readonly ApiRead[] {
  const about = subject(event);
  return [...explaining(event, about, fetched), ...helpful(event, about)]
    .filter(({ key }) => !(key in fetched))
    .map((read) => ({ method: 'GET', account: event.account, ...read }));
}

/** Whether the event does not yet say what happened. A guest's phone that Stripe may know makes none incomplete. */
export const isUnexplained = (event: RawEvent, fetched: Fetched): boolean =>
  FIRST_READS.has(event.type) && explaining(event, subject(event), fetched).length > 0;

const OUTCOMES: ReadonlyMap<string, Outcome> = new Map([
  ['invoice.paid', 'paid'],
  ['invoice.voided', 'voided'],
  ['invoice.marked_uncollectible', 'voided'],
]);

/** What tells which attempt it was and what became of it. */
function explaining(event: RawEvent, about: JsonObject, fetched: Fetched): readonly Read[] {
  const read = FIRST_READS.get(event.type)?.(about);
  if (!read) return [];
  if (!(read.key in fetched)) return [read];
  const { unclear } = evidenceOf(event, fetched, OUTCOMES.get(event.type) ?? 'failed');
  if (!unclear) return [];
  return ['intent' in unclear ? readCharges(unclear.intent) : readCharge(unclear.charge)];
}

/** Whom to tell of a failure, and where they can pay. Nothing is read for what the event itself says. */
function helpful({ type }: RawEvent, about: JsonObject): readonly Read[] {
  if (!HELPED.has(type)) return [];
  const customer = unknownCustomer(about);
  const intent = INTENT_OF.get(type)?.(about);
  const asksInvoice = intent !== undefined && mayPayInvoice(about);
  return [
    ...(customer === undefined ? [] : [readCustomer(customer)]),
    ...(asksInvoice ? [readInvoiceOf(intent)] : []),
  ];
}

/** The customer whom the event names and does not say how to reach. */
function unknownCustomer(about: JsonObject): string | undefined {
  const id = text(about.customer);
  if (id === undefined) return undefined;
  const { phone, email } = customerOf([about]);
  return phone === undefined && email === undefined ? id : undefined;
}

/** A payment of your own checkout or POS says so in its metadata; before 2025 an intent named its invoice, or none. */
const mayPayInvoice = (about: JsonObject): boolean =>
  about.invoice !== null &&
  meta(about, 'order_id') === undefined &&
  meta(about, 'payment_link') === undefined;

/** Before 2025 an invoice named its charge and its intent; since, both are found through its payments. */
function ofInvoice(invoice: JsonObject): Read | undefined {
  if (!isOldInvoice(invoice)) return given(idOf(invoice), readPayments);
  return given(idOf(invoice.charge), readCharge) ?? given(idOf(invoice.payment_intent), readIntent);
}

/** Nothing has to be explained there; only the names are wanted under which other events know the case. */
const namesOf = (invoice: JsonObject): Read | undefined =>
  isOldInvoice(invoice) ? undefined : given(idOf(invoice), readPayments);

/** https://docs.stripe.com/changelog/basil/2025-03-31/add-support-for-multiple-partial-payments-on-invoices */
const isOldInvoice = (invoice: JsonObject): boolean =>
  'payment_intent' in invoice || 'charge' in invoice;

const ofSession = (session: JsonObject): Read | undefined =>
  given(idOf(session.payment_intent), readIntent) ?? given(idOf(session.invoice), readPayments);

const given = (id: string | undefined, read: (id: string) => Read): Read | undefined =>
  id === undefined ? undefined : read(id);

const readIntent = (id: string): Read => ({
  key: KEYS.intent,
  path: `/v1/payment_intents/${pathPart(id)}`,
  query: { 'expand[]': ['latest_charge'] },
});

const readCharge = (id: string): Read => ({
  key: KEYS.charge,
  path: `/v1/charges/${pathPart(id)}`,
});

/** Four levels are as deep as Stripe expands. https://docs.stripe.com/api/expanding_objects */
const readPayments = (invoice: string): Read => ({
  key: KEYS.payments,
  path: '/v1/invoice_payments',
  query: { invoice, limit: '100', 'expand[]': ['data.payment.payment_intent.latest_charge'] },
});

const readCharges = (intent: string): Read => ({
  key: KEYS.charges,
  path: '/v1/charges',
  query: { payment_intent: intent, limit: '100' },
});

const readCustomer = (id: string): Read => ({
  key: KEYS.customer,
  path: `/v1/customers/${pathPart(id)}`,
});

/** https://docs.stripe.com/api/invoice-payment/list */
const readInvoiceOf = (intent: string): Read => ({
  key: KEYS.invoices,
  path: '/v1/invoice_payments',
  query: {
    'payment[type]': 'payment_intent',
    'payment[payment_intent]': intent,
    'expand[]': ['data.invoice'],
  },
});

/** Which reads complete the events that do not say what became of the money: those of invoices and Checkout. */
const FIRST_READS: ReadonlyMap<string, (about: JsonObject) => Read | undefined> = new Map([
  ['invoice.payment_failed', ofInvoice],
  ['invoice.payment_action_required', ofInvoice],
  ['invoice.paid', namesOf],
  ['invoice.overdue', namesOf],
  ['invoice.voided', namesOf],
  ['invoice.marked_uncollectible', namesOf],
  ['checkout.session.async_payment_failed', ofSession],
]);

/** Where the payment's intent stands in an event of one: its invoice is found through it. */
const INTENT_OF: ReadonlyMap<string, (about: JsonObject) => string | undefined> = new Map([
  ['payment_intent.payment_failed', idOf],
  ['charge.failed', ({ payment_intent }: JsonObject) => idOf(payment_intent)],
]);

/** Events that a guest may have to be told of; for a success nothing more is read. */
const HELPED: ReadonlySet<string> = new Set([
  ...INTENT_OF.keys(),
  'invoice.payment_failed',
  'invoice.payment_action_required',
  'invoice.overdue',
]);
