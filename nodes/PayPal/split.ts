import { isObject, text, type JsonObject } from '../core/event/json';
import type { Split } from '../core/gateway/delivery';
import { pushed, unasked } from './events';

const UNDERSTOOD: readonly string[] = [...pushed, ...unasked];

/** A delivery of PayPal's is one event. */
export function split(body: unknown, receivedAt: string): Split | undefined {
  if (!isObject(body)) return undefined;
  const id = text(body.id);
  const type = text(body.event_type);
  if (id === undefined || type === undefined) return undefined;
  if (!UNDERSTOOD.includes(type)) return { events: [], rejected: [] };
  if (!isObject(body.resource)) return undefined;
  return {
    events: [{ gateway: 'paypal', id, type, receivedAt, payload: body }],
    rejected: [],
  };
}

/** Whether a bare JSON object looks like one of PayPal's events. */
export const recognises = (body: JsonObject): boolean =>
  text(body.id) !== undefined &&
  text(body.event_type) !== undefined &&
  text(body.create_time) !== undefined &&
  isObject(body.resource);
