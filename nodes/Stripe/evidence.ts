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

/** The intents behind an invoice or session, and the charge among theirs that the event tells of. */
export interface Evidence {
  readonly intents: readonly JsonObject[];
  readonly charge: JsonObject | undefined;
  /** Where it may still be found: the charges of this intent, or this charge of the time before intents. */
  readonly unclear: { readonly intent: string } | { readonly charge: string } | undefined;
}

/**
 * Finds the attempt that the event tells of among what was read later: by then the guest may have tried again, and the
 * intent tell of that.
 */
export function evidenceOf(
  event: RawEvent,
  fetched: Fetched,
  outcome: 'failed' | 'paid',
): Evidence {
  const intents = intentsOf(fetched, outcome);
  const candidates = [
    ...intents.map((intent) => intent.latest_charge),
    fetched[KEYS.charge],
    ...list(fetched[KEYS.charges]?.data),
  ].filter(isObject);
  const charge = newest(candidates, outcome, integer(event.payload.created));
  const unclear = charge ? undefined : whereElse(intents, fetched);
  return { intents: intents.map(withoutLater), charge, unclear };
}

/** The intent without what tells of another try: its latest charge, and an error that names a charge. */
function withoutLater(intent: JsonObject): JsonObject {
  const error = object(intent.last_payment_error);
  const own = error.charge === undefined ? error : null;
  return { ...intent, latest_charge: null, last_payment_error: own };
}

function whereElse(intents: readonly JsonObject[], fetched: Fetched): Evidence['unclear'] {
  const intent = firstOf(intents, hasCharges);
  if (intent !== undefined) return KEYS.charges in fetched ? undefined : { intent };
  const charge = firstOf(payments(fetched), ({ payment }) => idOf(object(payment).charge));
  return charge === undefined || KEYS.charge in fetched ? undefined : { charge };
}

/** The charge is always made before the event that tells what became of it; a card's at most minutes before. */
function newest(
  charges: readonly JsonObject[],
  outcome: 'failed' | 'paid',
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

function intentsOf(fetched: Fetched, outcome: 'failed' | 'paid'): readonly JsonObject[] {
  const read = fetched[KEYS.intent];
  const attached = payments(fetched)
    .filter(({ status }) => (outcome === 'paid' ? status === 'paid' : status !== 'canceled'))
    // The default payment is the one that Stripe itself tries to collect.
    .sort((a, b) => Number(b.is_default === true) - Number(a.is_default === true))
    .map(({ payment }) => object(payment).payment_intent)
    .filter(isObject);
  return read ? [read, ...attached] : attached;
}

const payments = (fetched: Fetched): readonly JsonObject[] =>
  list(fetched[KEYS.payments]?.data).filter(isObject);
