import { integer, isObject, list, object, type JsonObject } from '../core/event/json';
import { firstOf } from '../core/event/reading';
import type { RawEvent } from '../core/event/rawEvent';
import type { Fetched } from '../core/gateway/apiClient';
import { idOf } from './objects';

/** What was read, under the keys that `needs` asks for it. */
export const KEYS = {
  payments: 'invoice_payments',
  intent: 'payment_intent',
  charge: 'charge',
  charges: 'charges',
  customer: 'customer',
  invoices: 'invoices_of_intent',
} as const;

/** The object that an event is about. */
export const subject = (event: RawEvent): JsonObject => object(object(event.payload.data).object);

export type Outcome = 'failed' | 'paid' | 'voided';

/** The intents behind an invoice or session, and the charge that the event tells of. */
export interface Evidence {
  readonly intents: readonly JsonObject[];
  readonly charge: JsonObject | undefined;
  /** Whether that charge was for a part of an invoice, which is tried and paid by itself. */
  readonly isPart: boolean;
  /** Where it may still be found: the charges of this intent, or this charge of the time before intents. */
  readonly unclear: { readonly intent: string } | { readonly charge: string } | undefined;
}

/**
 * Finds the attempt that the event tells of among what was read later: by then the guest may have tried again, and the
 * intent tell of that.
 */
export function evidenceOf(event: RawEvent, fetched: Fetched, outcome: Outcome): Evidence {
  const tried = intentsOf(fetched, TRIED[outcome]);
  const candidates = [
    ...tried.map((intent) => intent.latest_charge),
    fetched[KEYS.charge],
    ...list(fetched[KEYS.charges]?.data),
  ].filter(isObject);
  const charge = newest(candidates, outcome, integer(event.payload.created));
  return {
    intents: intentsOf(fetched, CONCERNED[outcome]).map(withoutLater),
    charge,
    isPart: outcome === 'failed' && partsOf(fetched).includes(idOf(charge?.payment_intent)),
    unclear: charge ? undefined : whereElse(tried, fetched, TRIED[outcome]),
  };
}

type Payments = (payment: JsonObject) => boolean;

/**
 * By which of an invoice's payments it may have come so: its default one, which Stripe itself tries to collect, or one
 * that somebody attached to it for a part. https://docs.stripe.com/invoicing/partial-payments
 */
const TRIED: Readonly<Record<Outcome, Payments>> = {
  // The default one may have been paid since. Of the parts, those that are paid did not fail.
  failed: (payment) =>
    payment.status !== 'canceled' && (payment.status !== 'paid' || isDefault(payment)),
  paid: ({ status }) => status === 'paid',
  // Nobody tried anything.
  voided: () => false,
};

/** Which of them the news is of. */
const CONCERNED: Readonly<Record<Outcome, Payments>> = {
  // A part that is paid pays nothing of the rest.
  failed: (payment) => payment.status !== 'canceled' && isDefault(payment),
  // Of an invoice that is paid, no part is owed.
  paid: (payment) => isStill(payment),
  // Nor is one of an invoice that was given up, but what was paid of it stays paid.
  voided: (payment) => isStill(payment) && payment.status !== 'paid',
};

/** What was taken off an invoice may pay another by now, unless it was canceled itself. */
const isStill: Payments = ({ status, payment }) =>
  status !== 'canceled' || object(object(payment).payment_intent).status === 'canceled';

const isDefault: Payments = ({ is_default }) => is_default === true;

const partsOf = (fetched: Fetched): readonly (string | undefined)[] =>
  payments(fetched)
    .filter((payment) => !isDefault(payment))
    .flatMap(({ payment }) => idOf(object(payment).payment_intent) ?? []);

/** The intent without what tells of another try: its latest charge, and an error that names a charge. */
function withoutLater(intent: JsonObject): JsonObject {
  const error = object(intent.last_payment_error);
  const own = error.charge === undefined ? error : null;
  return { ...intent, latest_charge: null, last_payment_error: own };
}

function whereElse(
  intents: readonly JsonObject[],
  fetched: Fetched,
  among: Payments,
): Evidence['unclear'] {
  const intent = firstOf(intents, hasCharges);
  if (intent !== undefined) return KEYS.charges in fetched ? undefined : { intent };
  const tried = payments(fetched).filter(among);
  const charge = firstOf(tried, ({ payment }) => idOf(object(payment).charge));
  return charge === undefined || KEYS.charge in fetched ? undefined : { charge };
}

/** The charge is always made before the event that tells what became of it; a card's at most minutes before. */
function newest(
  charges: readonly JsonObject[],
  outcome: Outcome,
  before: number | undefined,
): JsonObject | undefined {
  const status = outcome === 'failed' ? 'failed' : 'succeeded';
  const told = before ?? Infinity;
  return charges
    .filter((charge) => charge.status === status && made(charge) <= told)
    .filter((charge) => !isCard(charge) || before === undefined || before - made(charge) < 3600)
    .reduce<JsonObject | undefined>(
      (latest, one) => (latest && made(latest) >= made(one) ? latest : one),
      undefined,
    );
}

const made = (charge: JsonObject): number => integer(charge.created) ?? 0;

const isCard = (charge: JsonObject): boolean =>
  object(charge.payment_method_details).type === 'card';

/** An intent that was never charged has no charges to read: it failed before. */
const hasCharges = (intent: JsonObject): string | undefined =>
  idOf(intent.latest_charge) === undefined ? undefined : idOf(intent);

function intentsOf(fetched: Fetched, among: Payments): readonly JsonObject[] {
  const read = fetched[KEYS.intent];
  const attached = payments(fetched)
    .filter(among)
    .sort((a, b) => Number(isDefault(b)) - Number(isDefault(a)))
    .map(({ payment }) => object(payment).payment_intent)
    .filter(isObject);
  return read ? [read, ...attached] : attached;
}

const payments = (fetched: Fetched): readonly JsonObject[] =>
  list(fetched[KEYS.payments]?.data).filter(isObject);
