import { isObject, text, type JsonObject } from '../core/event/json';
import type { Split } from '../core/gateway/delivery';
import { DECLINED, pushed } from './events';
import { dataOf, word } from './fields';

/** A delivery is one event. A sample is a declined transaction, of which Mindbody itself pushes none. */
export function split(body: unknown, receivedAt: string): Split | undefined {
  if (!isObject(body) || !recognises(body)) return undefined;
  const [id, type] = [text(body.messageId) ?? '', text(body.eventId) ?? ''];
  if (!pushed.includes(type) && type !== DECLINED) return { events: [], rejected: [] };
  const event = { gateway: 'mindbody', id, type, receivedAt, payload: body };
  // One subscription brings the events of every site that the developer account is linked to.
  const account = word(dataOf(event).siteId);
  return { events: [{ ...event, account }], rejected: [] };
}

/** Whether a bare JSON object looks like one of Mindbody's deliveries. */
export const recognises = (body: JsonObject): boolean =>
  text(body.messageId) !== undefined &&
  text(body.eventId) !== undefined &&
  isObject(body.eventData);
