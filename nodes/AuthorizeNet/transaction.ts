import { integer, list, object, text, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import { instantOf } from '../core/event/reading';
import type { Fetched } from '../core/gateway/apiClient';

/** What was read, under the keys that `needs` asks for it. */
export const KEYS = {
  details: 'transaction',
  original: 'original_transaction',
  subscription: 'subscription',
} as const;

/** A transaction, as far as webhook, list, Silent Post and details tell of it. */
export interface Transaction {
  readonly id: string | undefined;
  /** The payment that this one refunds or returns. */
  readonly original: string | undefined;
  readonly type: string | undefined;
  readonly status: string | undefined;
  /** https://developer.authorize.net/api/reference/responseCodes.html */
  readonly outcome: 'approved' | 'declined' | 'held' | undefined;
  readonly reasonCode: string | undefined;
  readonly message: string | undefined;
  readonly invoiceNumber: string | undefined;
  /** As the account's clocks show it. */
  readonly localTime: string | undefined;
  readonly subscription: { readonly id: string; readonly payment: string | undefined } | undefined;
  readonly isBankDebit: boolean;
  /** What to look in for guest, card and amounts, nearest first. */
  readonly objects: readonly JsonObject[];
}

/** Merges what the event says of its transaction with what was read of it, which knows more. */
export function transactionOf(event: RawEvent, fetched: Fetched): Transaction {
  const told = subject(event);
  const details = detailsOf(event, fetched);
  const objects = [details, told];
  const first = (...names: readonly string[]): string | undefined => {
    for (const one of objects) {
      for (const name of names) {
        const found = word(one[name]);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  return {
    id: first('transId', 'id'),
    original: first('refTransId'),
    type: first('transactionType'),
    status: first('transactionStatus'),
    outcome: OUTCOMES.get(first('responseCode') ?? ''),
    reasonCode: first('responseReasonCode'),
    message: first('responseReasonDescription'),
    invoiceNumber: given(object(details.order).invoiceNumber) ?? given(told.invoiceNumber),
    localTime: first('submitTimeLocal'),
    subscription: subscriptionIn(objects),
    isBankDebit: objects.some(isBankDebit),
    objects,
  };
}

const OUTCOMES: ReadonlyMap<string, Transaction['outcome']> = new Map([
  ['1', 'approved'],
  ['2', 'declined'],
  ['3', 'declined'],
  ['4', 'held'],
]);

/** What a webhook calls its payload; a row of a list is an event by itself. */
export const subject = ({ payload }: RawEvent): JsonObject =>
  'payload' in payload ? object(payload.payload) : payload;

/** The details that were read; a sample brings its own along. */
export const detailsOf = ({ payload }: RawEvent, fetched: Fetched): JsonObject =>
  object(object(fetched[KEYS.details] ?? payload.sample).transaction);

/** Some fields come as numbers in one place and as text in another. */
export const word = (value: unknown): string | undefined => {
  const whole = integer(value);
  return whole === undefined ? text(value) : String(whole);
};

/**
 * What your shop called it. Where it gave nothing, as when a card is only looked at, Authorize.Net may write `none`: every
 * guest's. https://developer.authorize.net/api/reference/index.html#transaction-reporting-get-unsettled-transaction-list
 */
export const given = (value: unknown): string | undefined => {
  const name = word(value);
  return name?.toLowerCase() === 'none' ? undefined : name;
};

/** A time that is named UTC, written with a Z or without. */
export const utc = (value: unknown): string | undefined =>
  instantOf(value) ?? instantOf(`${word(value) ?? ''}Z`);

/** The XML behind the JSON names each entry of a list. */
export const entries = (value: unknown, name: string): readonly JsonObject[] =>
  (Array.isArray(value) ? list(value) : list(object(value)[name])).map(object);

function subscriptionIn(objects: readonly JsonObject[]): Transaction['subscription'] {
  for (const { subscription } of objects) {
    const id = word(object(subscription).id);
    if (id !== undefined) return { id, payment: word(object(subscription).payNum) };
  }
  return undefined;
}

export const isBankDebit = ({ payment, accountType }: JsonObject): boolean =>
  object(payment).bankAccount !== undefined || text(accountType)?.toLowerCase() === 'echeck';
