import { randomUUID } from 'node:crypto';
import { list, text, type JsonObject } from '../../../nodes/core/event/json';
import type { Answer, SeenRequest } from '../request';
import type { Login } from './jsonApi';

const KNOWN = /^net\.authorize\.(?:payment|customer)\./;

export interface Webhooks {
  readonly answer: (request: SeenRequest) => Answer;
  readonly all: () => readonly JsonObject[];
}

/** The REST API of webhooks. https://developer.authorize.net/api/reference/features/webhooks.html */
export function createWebhooks({ apiLoginId, transactionKey }: Login): Webhooks {
  const webhooks = new Map<string, JsonObject>();
  const basic = `Basic ${Buffer.from(`${apiLoginId}:${transactionKey}`).toString('base64')}`;

  function answer({ method, path, headers, body }: SeenRequest): Answer {
    if (headers.authorization !== basic)
      return no(401, 'UNAUTHORIZED', 'Invalid Authentication values provided.');
    const id = path.split('/')[4];
    if (method === 'GET' && id === undefined) return listed([...webhooks.values()]);
    if (method === 'POST' && id === undefined) return put(randomUUID(), body);
    const known = webhooks.get(id ?? '');
    if (!known || id === undefined) return no(404, 'NOT_FOUND', 'The webhook was not found.');
    if (method === 'GET') return ok(known);
    if (method === 'PUT') return put(id, { ...known, ...body });
    if (method !== 'DELETE') return no(405, 'METHOD_NOT_ALLOWED', 'Not allowed.');
    webhooks.delete(id);
    return ok({});
  }

  function put(id: string, { url, eventTypes, status }: JsonObject): Answer {
    if (!/^https:\/\//.test(text(url) ?? ''))
      return no(400, 'INVALID_DATA', 'The url must be a valid https address.');
    const types = list(eventTypes).map(String);
    if (types.length === 0 || !types.every((type) => KNOWN.test(type)))
      return no(400, 'INVALID_DATA', 'The eventTypes are not valid.');
    const href = `/rest/v1/webhooks/${id}`;
    webhooks.set(id, { _links: { self: { href } }, webhookId: id, eventTypes: types, status, url });
    return ok(webhooks.get(id) ?? {});
  }

  return { answer, all: () => [...webhooks.values()] };
}

const ok = (body: JsonObject): Answer => ({ status: 200, body });
const listed = (all: readonly JsonObject[]): Answer => ({
  status: 200,
  body: {},
  written: JSON.stringify(all),
});
const no = (status: number, reason: string, message: string): Answer => ({
  status,
  body: { status, reason, message, correlationId: randomUUID() },
});
