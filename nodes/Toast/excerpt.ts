import { list, object, text, type JsonObject } from '../core/event/json';

/**
 * What an event keeps of its order. Toast sends the whole order with every change of it, up to 600 kB, and each payment
 * in it becomes an event of its own.
 */
export const excerptOf = (order: JsonObject, check: JsonObject): JsonObject => ({
  order: only(ORDER, order),
  check: {
    ...only(CHECK, check),
    customer: only(CUSTOMER, object(check.customer)),
    selections: list(check.selections)
      .map(object)
      .filter(({ voided }) => voided !== true)
      .slice(0, MOST_SELECTIONS)
      .map((selection) => only(SELECTION, selection)),
  },
});

export const paymentIn = (payment: JsonObject): JsonObject => only(PAYMENT, payment);

const MOST_SELECTIONS = 30;

const ORDER =
  'guid displayNumber source numberOfGuests createdInTestMode table server diningOption';
const CHECK = 'guid displayNumber totalAmount paymentStatus tabName';
const CUSTOMER = 'guid firstName lastName phone phoneCountryCode email';
const SELECTION = 'guid displayName';
const PAYMENT =
  'guid type paymentStatus amount tipAmount cardType last4Digits cardPaymentId cardEntryMode refund';

/** The named fields, and of what they refer to only its id. */
const only = (fields: string, from: JsonObject): JsonObject =>
  Object.fromEntries(
    fields
      .split(' ')
      .filter((field) => from[field] !== undefined && from[field] !== null)
      .map((field) => [field, REFERENCES.includes(field) ? guidAt(from[field]) : from[field]]),
  );

const REFERENCES = ['table', 'server', 'diningOption'];

const guidAt = (reference: unknown): JsonObject => ({ guid: text(object(reference).guid) });
