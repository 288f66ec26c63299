import { isObject, object, text, type JsonObject } from '../core/event/json';
import type { Split } from '../core/gateway/delivery';
import { isUnderstood } from './events';

/** A delivery of Square's is one event. */
export function split(body: unknown, receivedAt: string): Split | undefined {
  if (!isObject(body)) return undefined;
  const id = text(body.event_id);
  const type = text(body.type);
  if (id === undefined || type === undefined) return undefined;
  if (!isUnderstood(type)) return NOTHING;
  if (!isObject(object(body.data).object)) return undefined;
  const account = text(body.merchant_id);
  return {
    events: [{ gateway: 'square', id, type, account, receivedAt, payload: body }],
    rejected: [],
  };
}

const NOTHING: Split = { events: [], rejected: [] };

/** Whether a bare JSON object looks like one of Square's events. */
export const recognises = (body: JsonObject): boolean =>
  text(body.event_id) !== undefined &&
  text(body.merchant_id) !== undefined &&
  text(body.type) !== undefined &&
  isObject(object(body.data).object);
