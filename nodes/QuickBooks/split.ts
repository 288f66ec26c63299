import { isObject, list, object, text, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { Split } from '../core/gateway/delivery';
import { pushed } from './events';
import { happenedAt, nameOf, typeIn, typeOf } from './notice';

/**
 * A delivery is a list of CloudEvents, or the older object that sorts changes by company. Until Intuit has moved every
 * application, either may come. https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks
 */
export function split(body: unknown, receivedAt: string): Split | undefined {
  const changes = Array.isArray(body) ? cloudEvents(list(body)) : olderChanges(body);
  if (!changes) return undefined;
  return { events: changes.flatMap((change) => eventOf(change, receivedAt) ?? []), rejected: [] };
}

interface Change {
  readonly type: string | undefined;
  readonly id: string | undefined;
  readonly account: string | undefined;
  readonly payload: JsonObject;
}

function cloudEvents(items: readonly unknown[]): readonly Change[] | undefined {
  if (!items.every(isObject)) return undefined;
  return items.map((payload) => ({
    type: typeIn(payload),
    id: text(payload.intuitentityid),
    account: text(payload.intuitaccountid),
    payload,
  }));
}

function olderChanges(body: unknown): readonly Change[] | undefined {
  if (!isObject(body) || !Array.isArray(body.eventNotifications)) return undefined;
  return list(body.eventNotifications)
    .map(object)
    .flatMap(({ realmId, dataChangeEvent }) =>
      list(object(dataChangeEvent).entities)
        .map(object)
        .map((entity) => ({
          type: typeOf(text(entity.name) ?? '', text(entity.operation) ?? ''),
          id: text(entity.id),
          account: text(realmId),
          payload: { ...entity, realmId },
        })),
    );
}

function eventOf({ type, id, account, payload }: Change, receivedAt: string): RawEvent | undefined {
  if (type === undefined || id === undefined || account === undefined || !pushed.includes(type)) {
    return undefined;
  }
  const name = nameOf(type, id, happenedAt(payload));
  return { gateway: 'quickbooks', id: name, type, account, receivedAt, payload };
}

/** Whether a bare JSON object looks like one of QuickBooks' changes, or like the older delivery of them. */
export const recognises = (body: JsonObject): boolean =>
  Array.isArray(body.eventNotifications) ||
  (text(body.type)?.startsWith('qbo.') === true && text(body.intuitaccountid) !== undefined);
