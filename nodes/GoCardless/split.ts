import { isObject, list, text, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { Split } from '../core/gateway/delivery';
import { isUnderstood } from './events';
import { linkedTo } from './resources';

/** A delivery is a batch of up to 250 events; so is a page of those that the API lists, with what they are about. */
export function split(body: unknown, receivedAt: string): Split | undefined {
  if (!isObject(body) || !Array.isArray(body.events)) return undefined;
  const events: RawEvent[] = [];
  const rejected: Split['rejected'][number][] = [];
  for (const [index, item] of list(body.events).entries()) {
    const [id, type] = isObject(item) ? [text(item.id), typeOf(item)] : [];
    if (!isObject(item) || id === undefined || type === undefined) {
      rejected.push({ index, reason: 'malformed' });
    } else if (isUnderstood(type)) {
      events.push({
        gateway: 'gocardless',
        id,
        type,
        account: organisationOf(item),
        receivedAt,
        payload: withLinked(item, body.linked),
      });
    }
  }
  return { events, rejected };
}

const typeOf = ({ resource_type, action }: JsonObject): string | undefined => {
  const [resource, what] = [text(resource_type), text(action)];
  return resource === undefined || what === undefined ? undefined : `${resource}.${what}`;
};

/** Named only to apps of partners, which look after many accounts. */
export const organisationOf = ({ links }: JsonObject): string | undefined =>
  isObject(links) ? text(links.organisation) : undefined;

const withLinked = (event: JsonObject, linked: unknown): JsonObject =>
  isObject(linked) ? { ...event, linked: linkedTo(event, linked) } : event;

/** Whether a bare JSON object looks like a delivery of GoCardless’s. */
export function recognises({ events }: JsonObject): boolean {
  const [first] = list(events);
  return isObject(first) && typeOf(first) !== undefined && isObject(first.links);
}
