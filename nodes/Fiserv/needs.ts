import { text } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { ApiRead, Fetched } from '../core/gateway/apiClient';
import { confirmed, transactionIn } from './confirmation';
import { isHubType } from './events';
import { processingIn } from './hub';
import { orderRead, transactionRead } from './requests';
import { KEYS } from './told';

/** The reads that complete an event, given what was read so far. */
export const needs = (event: RawEvent, fetched: Fetched): readonly ApiRead[] =>
  (isHubType(event.type) ? ofHub(event) : ofIpg(event, fetched)).filter(
    ({ key }) => !(key in fetched),
  );

/** Your checkout may post an answer whole, and then nothing is missing. */
function ofHub({ payload }: RawEvent): readonly ApiRead[] {
  const id = text(processingIn(payload).transactionId);
  return id === undefined || payload.paymentReceipt !== undefined
    ? []
    : [{ ...transactionRead(id), key: KEYS.inquiry }];
}

/** Whether it is the transaction that was signed, and then who was billed for it. */
function ofIpg(event: RawEvent, fetched: Fetched): readonly ApiRead[] {
  const id = transactionIn(event);
  if (id === undefined) return [];
  const order = text(confirmed(event, fetched)?.orderId);
  const isDeclined = text(event.payload.approval_code)?.startsWith('N') === true;
  return [
    { ...transactionRead(id), key: KEYS.transaction },
    ...(order === undefined || !isDeclined ? [] : [{ ...orderRead(order), key: KEYS.order }]),
  ];
}
