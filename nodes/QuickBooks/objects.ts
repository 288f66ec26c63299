import { decimalText } from '../core/event/exactJson';
import { list, object, text, type JsonObject } from '../core/event/json';
import { fromDecimalText } from '../core/event/money';
import type { Money } from '../core/event/paymentEvent';
import type { NormalizeContext } from '../core/gateway/context';

/** What was read, under the keys that `needs` asks for it. */
export const KEYS = { object: 'object', transaction: 'transaction', customer: 'customer' } as const;
export const invoiceKey = (id: string): string => `invoice ${id}`;

/** An amount of a document, in its own currency; nought is what stands where something was voided. */
export function moneyOf(
  value: unknown,
  { CurrencyRef }: JsonObject,
  { currency }: NormalizeContext,
): Money | undefined {
  const money = fromDecimalText(decimalText(value), text(object(CurrencyRef).value) ?? currency);
  return money && money.minor > 0 ? money : undefined;
}

/** Whether a number is there and is nought. */
export const isNought = (value: unknown): boolean => Number(decimalText(value) ?? 'none') === 0;

/** The documents of one kind that a document is linked with, by its lines or as a whole. */
export function linked(about: JsonObject, kind: string): readonly string[] {
  const links = [
    ...list(about.LinkedTxn),
    ...list(about.Line).flatMap((line) => list(object(line).LinkedTxn)),
  ];
  const ids = links
    .map(object)
    .filter(({ TxnType }) => TxnType === kind)
    .flatMap(({ TxnId }) => text(TxnId) ?? []);
  return [...new Set(ids)];
}

/** QuickBooks empties what is voided, and says so in the note. */
export const isVoided = ({ PrivateNote, TotalAmt }: JsonObject): boolean =>
  isNought(TotalAmt) && /^voided\b/i.test(text(PrivateNote)?.trim() ?? '');

/** UNVERIFIED beyond `Completed`: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/payment */
const bookedStatus = ({ CreditCardPayment }: JsonObject): string | undefined =>
  text(object(object(CreditCardPayment).CreditChargeResponse).Status);

/** Whether what was taken from a card, or given back to it, was taken back. */
export const isBookedVoid = (about: JsonObject): boolean => bookedStatus(about) === 'Voided';

/** Before it was read, or where QuickBooks itself does not know, nothing may be settled by it. */
export const isSure = (about: JsonObject): boolean =>
  text(about.Id) !== undefined && [undefined, 'Completed'].includes(bookedStatus(about));
