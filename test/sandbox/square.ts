import { createHmac, randomUUID } from 'node:crypto';
import axios from 'axios';
import { isObject, list, object, text, type JsonObject } from '../../nodes/core/event/json';
import type { Answer, SeenRequest, Service } from './request';
import { nameOf, objects, type Objects } from './square/objects';
import { Refusal } from './square/refusal';
import { subscriptions, type Subscriptions } from './square/subscriptions';

export const SQUARE = 'connect.squareup.com';

export interface SquareOptions {
  readonly token: string;
  readonly merchant: string;
}

export interface FakeSquare {
  readonly service: Service;
  /** Puts an object where the API will find it. */
  put(kind: string, about: JsonObject): void;
  get(kind: string, id: string): JsonObject | undefined;
  subscriptions(): readonly JsonObject[];
  /** From where a registered public address can be reached in this sandbox. */
  reachable(publicOrigin: string, localOrigin: string): void;
  /**
   * Lets something happen: the object is there to be read, the event to be searched for where that is switched on, and
   * every subscription that asked for it is told, signed over its address and the body. Answers their statuses.
   */
  send(
    type: string,
    kind: string,
    about: JsonObject,
    signing?: Signing,
  ): Promise<readonly number[]>;
}

/** What is wrong with the signature, if anything. */
export interface Signing {
  readonly key?: string;
  /** The address as the owner has entered it at Square, of the one that is delivered to. */
  readonly address?: (url: string) => string;
}

/** Square, as far as this project uses it, refusing what Square would refuse. */
export function createSquare({ token, merchant }: SquareOptions): FakeSquare {
  const shelf: Objects = new Map();
  const listeners: Subscriptions = new Map();
  const events: JsonObject[] = [];
  const places = new Map<string, string>();
  let isRecording = false;

  function route(request: SeenRequest): JsonObject {
    if (request.headers.authorization !== `Bearer ${token}`)
      throw new Refusal(401, 'AUTHENTICATION_ERROR', 'UNAUTHORIZED', 'No such access token.');
    const { method, path } = request;
    if (method === 'GET' && path === '/v2/merchants/me') return { merchant: { id: merchant } };
    if (method === 'PUT' && path === '/v2/events/enable') {
      isRecording = true;
      return {};
    }
    if (method === 'POST' && path === '/v2/events') return { events: searched(request.body) };
    const answer = subscriptions(request, listeners) ?? objects(request, shelf);
    if (answer) return answer;
    throw new Refusal(404, 'INVALID_REQUEST_ERROR', 'NOT_FOUND', `${method} ${path} not found.`);
  }

  function searched(body: JsonObject): readonly JsonObject[] {
    const { event_types, merchant_ids, created_at } = object(object(body.query).filter);
    const { start_at, end_at } = object(created_at);
    return events.filter(
      (event) =>
        list(event_types).includes(text(event.type) ?? '') &&
        list(merchant_ids).includes(merchant) &&
        (text(start_at) ?? '') <= (text(event.created_at) ?? '') &&
        (text(event.created_at) ?? '') <= (text(end_at) ?? ''),
    );
  }

  async function deliver(
    url: string,
    body: string,
    key: string,
    address: Signing['address'] = (entered) => entered,
  ): Promise<number> {
    const { origin, pathname } = new URL(url);
    const response = await axios.post(`${places.get(origin) ?? origin}${pathname}`, body, {
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'Square Connect v2',
        'square-environment': 'Production',
        'x-square-hmacsha256-signature': createHmac('sha256', key)
          .update(address(url) + body)
          .digest('base64'),
      },
      transformRequest: [(sent: unknown) => sent],
      proxy: false,
      validateStatus: () => true,
    });
    return response.status;
  }

  return {
    service: { host: SQUARE, answer: (request): Answer => answered(() => route(request)) },
    put: (kind, about) => void shelf.set(nameOf(kind, text(about.id) ?? ''), about),
    get: (kind, id) => shelf.get(nameOf(kind, id)),
    subscriptions: () => [...listeners.values()].map(({ shown }) => shown),
    reachable: (publicOrigin, localOrigin) => void places.set(publicOrigin, localOrigin),
    async send(type, kind, about, { key, address } = {}) {
      shelf.set(nameOf(kind, text(about.id) ?? ''), about);
      const event: JsonObject = {
        merchant_id: merchant,
        type,
        event_id: randomUUID(),
        created_at: new Date().toISOString(),
        data: { type: kind, id: about.id, object: { [kind]: about } },
      };
      if (isRecording) events.push(event);
      const told = [...listeners.values()].filter(
        ({ shown }) => shown.enabled === true && list(shown.event_types).includes(type),
      );
      const body = JSON.stringify(event);
      return await Promise.all(
        told.map(({ shown, key: own }) =>
          deliver(text(shown.notification_url) ?? '', body, key ?? own, address),
        ),
      );
    },
  };
}

function answered(route: () => JsonObject): Answer {
  try {
    const body = route();
    return { status: 200, body: isObject(body) ? body : {} };
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}
