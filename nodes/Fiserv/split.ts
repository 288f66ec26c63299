import { isObject, object, text, type JsonObject } from '../core/event/json';
import type { Split } from '../core/gateway/delivery';
import { isHubType } from './events';
import { gatewayIn, processingIn } from './hub';

/** Commerce Hub’s answer to one call, as your checkout posts it on: one event, named by what became of it. */
export function split(body: unknown, receivedAt: string): Split | undefined {
  if (!isObject(body)) return undefined;
  const id = text(processingIn(body).transactionId);
  const type = text(gatewayIn(body).transactionType);
  const state = text(gatewayIn(body).transactionState);
  if (id === undefined || type === undefined || state === undefined) return undefined;
  if (!isHubType(type)) return { events: [], rejected: [] };
  const account = text(object(body.merchantDetails).merchantId);
  const event = {
    gateway: 'fiserv',
    id: `${id}:${state}`,
    type,
    account,
    receivedAt,
    payload: body,
  };
  return { events: [event], rejected: [] };
}

/** Whether a bare JSON object looks like an answer of Commerce Hub’s. */
export const recognises = (body: JsonObject): boolean =>
  text(processingIn(body).transactionId) !== undefined;
