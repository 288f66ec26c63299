import type { JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { ApiRead, Fetched } from '../core/gateway/adapter';
import { evidenceOf, KEYS, subject } from './evidence';
import { idOf } from './objects';

type Read = Omit<ApiRead, 'method' | 'account'>;

/** The reads that complete an event, given what was read so far. */
export function needs(event: RawEvent, fetched: Fetched): readonly ApiRead[] {
  const read = FIRST_READS.get(event.type)?.(subject(event));
  if (!read) return [];
  if (!(read.key in fetched)) return [perform(read, event)];
  const { unclear } = evidenceOf(event, fetched, outcomeOf(event));
  if (!unclear) return [];
  const more = 'intent' in unclear ? readCharges(unclear.intent) : readCharge(unclear.charge);
  return [perform(more, event)];
}

export const outcomeOf = ({ type }: RawEvent): 'failed' | 'paid' =>
  type === 'invoice.paid' ? 'paid' : 'failed';

const perform = (read: Read, { account }: RawEvent): ApiRead => ({
  method: 'GET',
  account,
  ...read,
});

/** Before 2025 an invoice named its charge and its intent; since, both are found through its payments. */
function ofInvoice(invoice: JsonObject): Read | undefined {
  if (!isOldInvoice(invoice)) return given(idOf(invoice), readPayments);
  return given(idOf(invoice.charge), readCharge) ?? given(idOf(invoice.payment_intent), readIntent);
}

/** Nothing has to be explained there; only the names are wanted under which other events know the case. */
const ofPaidInvoice = (invoice: JsonObject): Read | undefined =>
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
  path: `/v1/payment_intents/${encodeURIComponent(id)}`,
  query: { 'expand[]': ['latest_charge'] },
});

const readCharge = (id: string): Read => ({
  key: KEYS.charge,
  path: `/v1/charges/${encodeURIComponent(id)}`,
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

/** Which reads complete the events that do not say what became of the money: those of invoices and Checkout. */
const FIRST_READS: ReadonlyMap<string, (about: JsonObject) => Read | undefined> = new Map([
  ['invoice.payment_failed', ofInvoice],
  ['invoice.payment_action_required', ofInvoice],
  ['invoice.paid', ofPaidInvoice],
  ['invoice.overdue', ofPaidInvoice],
  ['checkout.session.async_payment_failed', ofSession],
]);
