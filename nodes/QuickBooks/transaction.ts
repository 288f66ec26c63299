import { list, object, text, type JsonObject } from '../core/event/json';
import type { Instrument } from '../core/event/paymentEvent';
import { expiryOf, lastFour } from '../core/event/reading';

/** What QuickBooks Payments knows of the charge or e-check behind a payment in the books. */
export interface Transaction {
  readonly id: string | undefined;
  readonly fate: Fate | undefined;
  readonly status: string | undefined;
  /** The first of its errors. */
  readonly error: JsonObject;
  readonly isBankDebit: boolean;
  readonly about: JsonObject;
}

export type Fate = 'paid' | 'pending' | 'failed' | 'disputed';

/**
 * https://developer.intuit.com/app/developer/qbpayments/docs/workflows/understand-charge-and-refund-states, and what
 * Intuit's own SDK lists besides: https://github.com/intuit/QuickBooks-V3-Java-SDK, payments-api, Charge and ECheck.
 */
const FATES: ReadonlyMap<unknown, Fate> = new Map([
  ['AUTHORIZED', 'pending'],
  ['PENDING', 'pending'],
  ['WITHHELD', 'pending'],
  ['CAPTURED', 'paid'],
  ['SETTLED', 'paid'],
  ['SUCCEEDED', 'paid'],
  // It was paid, and given back on purpose.
  ['REFUNDED', 'paid'],
  ['DECLINED', 'failed'],
  ['RETURNED', 'failed'],
  ['CANCELLED', 'failed'],
  ['VOIDED', 'failed'],
  ['DISPUTED', 'disputed'],
]);

/** From the answer of the API client, which says what it found. */
export function transactionOf(answer: JsonObject | undefined): Transaction {
  const { charge, echeck } = object(answer);
  const about = object(charge ?? echeck);
  const status = text(about.status)?.toUpperCase();
  return {
    id: text(about.id),
    fate: FATES.get(status),
    status,
    error: object(list(about.errors)[0]),
    isBankDebit: echeck !== undefined,
    about,
  };
}

/** What was charged: as QuickBooks Payments has it, else as the books do. */
export function instrumentOf(
  { about, isBankDebit }: Transaction,
  payment: JsonObject,
): Instrument | undefined {
  const card = object(about.card);
  const bank = object(about.bankAccount);
  const booked = object(object(payment.CreditCardPayment).CreditChargeInfo);
  if (isBankDebit) return { type: 'bank_account', last4: ending(bank.accountNumber) };
  const brand = text(card.cardType) ?? text(booked.Type);
  if (brand === undefined && text(card.number) === undefined) return undefined;
  return {
    type: 'card',
    brand: brand?.toLowerCase(),
    last4: ending(card.number) ?? ending(booked.Number),
    expiry:
      expiryOf(Number(text(card.expYear)), Number(text(card.expMonth))) ??
      expiryOf(booked.CcExpiryYear, booked.CcExpiryMonth),
  };
}

const ending = (number: unknown): string | undefined => lastFour(text(number)?.slice(-4));
