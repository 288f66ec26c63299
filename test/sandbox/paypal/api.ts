import { randomUUID } from 'node:crypto';
import { text, type JsonObject } from '../../../nodes/core/event/json';
import type { SeenRequest } from '../request';
import { Refusal } from './refusal';

export interface Apps {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly userId: string;
  /** Those that hold. */
  readonly tokens: Set<string>;
}

/** Signing in, whose account it is, what happened, and objects by their paths. Raises where nobody signed in. */
export function api(
  request: SeenRequest,
  apps: Apps,
  shelf: ReadonlyMap<string, JsonObject>,
  events: readonly JsonObject[],
): JsonObject | undefined {
  const { method, path, query } = request;
  if (method === 'POST' && path === '/v1/oauth2/token') return signIn(request, apps);
  const [, token = ''] = request.headers['authorization']?.split('Bearer ') ?? [];
  if (!apps.tokens.has(token))
    throw new Refusal(401, 'invalid_token', 'Access Token not found in cache');
  if (method !== 'GET') return undefined;
  if (path === '/v1/identity/oauth2/userinfo') {
    if (query.schema !== 'paypalv1.1') throw new Refusal(400, 'INVALID_REQUEST', 'No such schema.');
    return { user_id: `https://www.paypal.com/webapps/auth/identity/user/${apps.userId}` };
  }
  if (path === '/v1/notifications/webhooks-events') return listed(query, events);
  return shelf.get(path);
}

/** https://developer.paypal.com/api/rest/authentication/ */
function signIn({ headers, body }: SeenRequest, { clientId, clientSecret, tokens }: Apps) {
  const login = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  if (headers['authorization'] !== `Basic ${login}`)
    throw new Refusal(401, 'invalid_client', 'Client Authentication failed');
  if (body.grant_type !== 'client_credentials')
    throw new Refusal(400, 'unsupported_grant_type', 'No such grant type.');
  const token = `A21AA${randomUUID()}`;
  tokens.add(token);
  return { access_token: token, token_type: 'Bearer', expires_in: 32_400 };
}

const PAGE = 2;

/** In pages that are smaller than what is asked for, newest first, with links as PayPal's reference writes them. */
function listed(query: JsonObject, events: readonly JsonObject[]): JsonObject {
  const [from = '', to = ''] = [text(query.start_time), text(query.end_time)];
  if (!(Date.parse(from) < Date.parse(to)))
    throw new Refusal(400, 'INVALID_REQUEST', 'start_time has to be before end_time.');
  const start = Number(query.index_id ?? 0);
  const all = events
    .filter(({ create_time: at }) => from <= (text(at) ?? '') && (text(at) ?? '') <= to)
    .toReversed();
  const next = new URLSearchParams({
    start_time: from,
    end_time: to,
    page_size: '100',
    move_to: 'next',
    index_id: String(start + PAGE),
  });
  const href = `https://api.sandbox.paypal.com/v1/notifications/webhooks-events/?${next.toString().replaceAll('&', '&amp;')}`;
  return {
    events: all.slice(start, start + PAGE),
    count: Math.min(PAGE, all.length - start),
    links: start + PAGE < all.length ? [{ rel: 'next', href }] : [],
  };
}
