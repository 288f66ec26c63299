import { isObject, text, type JsonObject } from '../core/event/json';
import type { Split } from '../core/gateway/delivery';
import { isUnderstood } from './events';

/** A delivery of Stripe's is one event. */
export function split(body: unknown, receivedAt: string): Split | undefined {
  if (!isObject(body)) return undefined;
  const id = text(body.id);
  const type = text(body.type);
  if (id === undefined || type === undefined) return undefined;
  // Thin events tell of other products: https://docs.stripe.com/event-destinations
  if (body.object === 'v2.core.event') return NOTHING;
  if (body.object !== 'event' || !isObject(body.data) || !isObject(body.data.object))
    return undefined;
  if (!isUnderstood(type)) return NOTHING;
  const account = text(body.account);
  return {
    events: [{ gateway: 'stripe', id, type, account, receivedAt, payload: body }],
    rejected: [],
  };
}

const NOTHING: Split = { events: [], rejected: [] };

/** Whether a bare JSON object looks like one of Stripe's events. */
export const recognises = (body: JsonObject): boolean =>
  body.object === 'event' &&
  text(body.id)?.startsWith('evt_') === true &&
  isObject(body.data) &&
  isObject(body.data.object);
