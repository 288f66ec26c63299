import { isObject, list, object, text, type Json, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { Split } from '../core/gateway/delivery';
import { isUnderstood, tellsBesides } from './events';
import { BESIDES, isTrue, ITEM } from './item';

export function split(body: unknown, receivedAt: string): Split | undefined {
  if (!isObject(body) || !Array.isArray(body.notificationItems)) return undefined;
  const { live = null } = body;
  const events = itemsOf(body).flatMap((item) => rawEvents(item, live, receivedAt));
  return { events, rejected: [] };
}

/** Whether a bare JSON object looks like a delivery of Adyen's. */
export const recognises = (body: JsonObject): boolean =>
  itemsOf(body).some((item) => text(item.pspReference) !== undefined);

const itemsOf = ({ notificationItems }: JsonObject): readonly JsonObject[] =>
  list(notificationItems).map((entry) => object(object(entry)[ITEM]));

/**
 * Named by what is signed: else what was sent once could be sent again as something new.
 * https://docs.adyen.com/development-resources/webhooks/best-practices#handling-duplicates
 */
function rawEvents(item: JsonObject, live: Json, receivedAt: string): readonly RawEvent[] {
  const [reference, type] = [text(item.pspReference), text(item.eventCode)];
  if (reference === undefined || type === undefined || !isUnderstood(type)) return [];
  const event = {
    gateway: 'adyen',
    id: `${reference}:${type}:${isTrue(item.success)}`,
    type,
    account: text(item.merchantAccountCode),
    receivedAt,
    payload: { live, [ITEM]: item },
  };
  const besides = {
    ...event,
    id: `${event.id}:${BESIDES}`,
    payload: { ...event.payload, [BESIDES]: true },
  };
  return tellsBesides(type) ? [event, besides] : [event];
}
