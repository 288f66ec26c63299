import { text, type JsonObject } from '../core/event/json';
import type { Instrument } from '../core/event/paymentEvent';
import { expiryOf, lastFour } from '../core/event/reading';

/** Methods that debit a bank account: a bank returns them days later. https://docs.adyen.com/payment-methods/direct-debit */
const BANK_DEBITS: ReadonlySet<string> = new Set([
  'ach',
  'directdebit_GB',
  'directdebit_CA',
  'eftdirectdebit_CA',
  'sepadirectdebit',
]);

export const isBankDebit = ({ paymentMethod }: JsonObject): boolean =>
  BANK_DEBITS.has(text(paymentMethod) ?? '');

/** Where Adyen's name of a card brand is not the one that people know. */
const BRANDS: Readonly<Record<string, string>> = {
  mc: 'mastercard',
  cup: 'unionpay',
  bcmc: 'bancontact',
  cartebancaire: 'cartes_bancaires',
};

/** What was charged. Which details come along is set in the webhook at Adyen. */
export function instrumentOf(item: JsonObject, additional: JsonObject): Instrument | undefined {
  const method = text(item.paymentMethod);
  const last4 = lastFour(additional.cardSummary);
  if (method === undefined) return undefined;
  const isCard = last4 !== undefined || CARDS.has(method);
  return {
    type: isCard ? 'card' : method,
    ...(isCard && { brand: Object.hasOwn(BRANDS, method) ? BRANDS[method] : method }),
    last4,
    expiry: monthOf(additional.expiryDate),
    fingerprint: text(additional.alias) ?? text(additional.PaymentAccountReference),
    bank: text(additional.cardIssuingBank) ?? text(additional.bankName),
  };
}

const CARDS: ReadonlySet<string> = new Set([
  ...Object.keys(BRANDS),
  ...'visa amex diners discover jcb maestro elo hipercard dankort korean_local_card'.split(' '),
]);

/** Written `8/2030`. */
function monthOf(expiry: unknown): string | undefined {
  const [, month, year] = /^(\d{1,2})\/(\d{4})$/.exec(text(expiry) ?? '') ?? [];
  return expiryOf(Number(year), Number(month));
}
