import { isObject, object, text, type JsonObject } from '../core/event/json';
import type { Split } from '../core/gateway/delivery';
import { isUnderstood } from './events';
import { occurrencesIn } from './occurrences';

/** A delivery is one order, whole: https://doc.toasttab.com/doc/devguide/devOrdersWebhookRef.html */
export function split(body: unknown, receivedAt: string): Split | undefined {
  if (!isObject(body)) return undefined;
  const type = text(body.eventType);
  if (type === undefined) return undefined;
  if (!isUnderstood(type)) return { events: [], rejected: [] };
  const { restaurantGuid: restaurant, order } = object(body.details);
  const restaurantGuid = text(restaurant);
  if (restaurantGuid === undefined || !isObject(order)) return undefined;
  const timestamp = text(body.timestamp);
  return {
    events: occurrencesIn(order, { type, restaurantGuid, timestamp, receivedAt }),
    rejected: [],
  };
}

/** Whether a bare JSON object looks like one of Toast's messages about orders. */
export const recognises = (body: JsonObject): boolean =>
  text(body.eventType) !== undefined &&
  text(body.eventCategory) !== undefined &&
  text(object(body.details).restaurantGuid) !== undefined &&
  isObject(object(body.details).order);
