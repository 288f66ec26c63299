import { isObject, text, type JsonObject } from '../core/event/json';
import type { Split } from '../core/gateway/delivery';
import { pushed } from './events';

/** A notification is one event. */
export function split(body: unknown, receivedAt: string): Split | undefined {
  if (!isObject(body)) return undefined;
  const id = text(body.notificationId);
  const type = text(body.eventType);
  if (id === undefined || type === undefined || !isObject(body.payload)) return undefined;
  const events = pushed.includes(type)
    ? [{ gateway: 'authorizenet', id, type, receivedAt, payload: body }]
    : [];
  return { events, rejected: [] };
}

/** Whether a bare JSON object looks like one of Authorize.Net's notifications. */
export const recognises = (body: JsonObject): boolean =>
  text(body.eventType)?.startsWith('net.authorize.') === true &&
  text(body.notificationId) !== undefined &&
  isObject(body.payload);
