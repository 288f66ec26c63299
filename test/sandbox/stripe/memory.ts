import { isObject, list, object, text, type JsonObject } from '../../../nodes/core/event/json';
import { texts } from './parameters';
import type { Endpoint } from './endpoints';
import type { Shelves } from './shelf';

/** Everything on the shelves, as JSON: the demo's Stripe remembers between two starts. */
export function save(shelves: Shelves): JsonObject {
  const saved: Record<string, JsonObject> = {};
  for (const [name, { objects, endpoints }] of shelves)
    saved[name] = {
      objects: [...objects.values()],
      endpoints: [...endpoints.values()].map((endpoint) => ({ ...endpoint })),
    };
  return saved;
}

export function restore(shelves: Shelves, saved: JsonObject): void {
  for (const [name, { objects, endpoints }] of shelves) {
    const shelf = object(saved[name]);
    for (const entry of list(shelf.objects).filter(isObject)) {
      const id = text(entry.id);
      if (id !== undefined) objects.set(id, { ...entry, id });
    }
    for (const entry of list(shelf.endpoints)) {
      const endpoint = readEndpoint(object(entry));
      endpoints.set(endpoint.shown.id, endpoint);
    }
  }
}

function readEndpoint({ shown, secret, connect }: JsonObject): Endpoint {
  const known = object(shown);
  return {
    shown: {
      ...known,
      id: text(known.id) ?? '',
      url: text(known.url) ?? '',
      enabled_events: texts(known.enabled_events),
      api_version: text(known.api_version) ?? null,
      status: text(known.status) ?? 'enabled',
      metadata: object(known.metadata),
    },
    secret: text(secret) ?? '',
    connect: connect === true,
  };
}
