import type { JsonObject } from '../../../nodes/core/event/json';
import type { SeenRequest } from '../request';
import { Refusal } from './refusal';
import type { Shelf } from './shop';

/** The Ecommerce API, which knows what was charged on the web. */
export function charges({ method, path }: SeenRequest, all: Shelf): JsonObject {
  const id = /^\/v1\/charges\/([^/]+)$/.exec(path)?.[1];
  const found = method === 'GET' && id !== undefined ? all.get(`charges ${id}`) : undefined;
  if (found) return found;
  throw new Refusal(404, 'No such charge');
}
