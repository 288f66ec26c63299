import { object, text, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { Fetched } from '../core/gateway/apiClient';
import { moneyOf } from './money';
import { KEYS } from './told';

/** Of a number nobody signed, only what can be one is asked for. */
const TRANSACTION = /^\d{5,20}$/;

export const transactionIn = ({ payload }: RawEvent): string | undefined => {
  const id = text(payload.ipgTransactionId);
  return id !== undefined && TRANSACTION.test(id) ? id : undefined;
};

/**
 * The transaction as the IPG's API has it, where it is the one that was signed: same store, amount, currency and
 * outcome. Else somebody may have put another transaction's number into the form, and nothing is taken from it.
 */
export function confirmed(event: RawEvent, fetched: Fetched): JsonObject | undefined {
  const answer = object(fetched[KEYS.transaction]);
  const { chargetotal, currency, storename, approval_code } = event.payload;
  const signed = moneyOf(chargetotal, currency);
  const { total, currency: of } = object(answer.transactionAmount ?? answer.approvedAmount);
  const known = moneyOf(total, of);
  const isSame =
    text(answer.ipgTransactionId) === transactionIn(event) &&
    signed !== undefined &&
    signed.minor === known?.minor &&
    signed.currency === known.currency &&
    (text(answer.storeId) ?? storename) === storename &&
    outcome(answer.approvalCode) === outcome(approval_code);
  return isSame ? answer : undefined;
}

/** Words may be written otherwise; `Y:334849`, `N:05` and `N:-5101` are not. */
const outcome = (code: unknown): string | undefined => text(code)?.split(':').slice(0, 2).join(':');
