import { list, object, text, type Json, type JsonObject } from '../core/event/json';
import { totalIn } from './total';

/**
 * What an event keeps of its order. Toast sends the whole order with every change of it, up to 600 kB, and each payment
 * in it becomes an event of its own.
 */
export const excerptOf = (order: JsonObject, check: JsonObject): JsonObject => ({
  order: only(ORDER, order),
  check: {
    ...only(CHECK, check),
    totalAmount: totalIn(order, check),
    customer: only(CUSTOMER, object(check.customer)),
    selections: selectionsOf(check),
  },
});

function selectionsOf(check: JsonObject): readonly JsonObject[] {
  const kept: JsonObject[] = [];
  for (const one of list(check.selections)) {
    if (kept.length === MOST_SELECTIONS) break;
    const selection = object(one);
    if (selection.voided !== true) kept.push(only(SELECTION, selection));
  }
  return kept;
}

export const paymentIn = (payment: JsonObject): JsonObject => only(PAYMENT, payment);

const MOST_SELECTIONS = 30;

// prettier-ignore
const ORDER = ['guid', 'displayNumber', 'source', 'numberOfGuests', 'createdInTestMode', 'table', 'server', 'diningOption'];
const CHECK = ['guid', 'displayNumber', 'paymentStatus', 'tabName'];
const CUSTOMER = ['guid', 'firstName', 'lastName', 'phone', 'phoneCountryCode', 'email'];
const SELECTION = ['guid', 'displayName'];
// prettier-ignore
const PAYMENT = ['guid', 'type', 'paymentStatus', 'amount', 'tipAmount', 'cardType', 'last4Digits', 'cardPaymentId', 'cardEntryMode', 'refund'];

/** The named fields, and of what they refer to only its id. A loop, since every delivery takes it several times. */
function only(fields: readonly string[], from: JsonObject): JsonObject {
  const kept: Record<string, Json> = {};
  for (const field of fields) {
    const value = from[field];
    if (value === undefined || value === null) continue;
    kept[field] = REFERENCES.includes(field) ? guidAt(value) : value;
  }
  return kept;
}

const REFERENCES = ['table', 'server', 'diningOption'];

const guidAt = (reference: unknown): JsonObject => ({ guid: text(object(reference).guid) });
