import {
  isObject,
  list,
  object,
  text,
  type Json,
  type JsonObject,
} from '../../../nodes/core/event/json';
import type { PaymentEvent } from '../../../nodes/core/event/paymentEvent';
import type { RawEvent } from '../../../nodes/core/event/rawEvent';
import type { GatewayAdapter } from '../../../nodes/core/gateway/adapter';
import { type ApiClient, type ApiRequest, ApiError } from '../../../nodes/core/gateway/apiClient';
import type { Look } from '../../../nodes/core/gateway/look';
import { pathPart } from '../../../nodes/core/gateway/pathPart';
import type { Registration } from '../../../nodes/core/gateway/registration';
import type {
  CertificateSignature,
  PostBackSignature,
} from '../../../nodes/core/gateway/callSignature';
import type { Mode } from '../../../nodes/core/gateway/mode';
import { pushedTypes } from '../../../nodes/core/gateway/pushedTypes';
import type {
  FieldSignature,
  SignatureRow,
  TokenSignature,
} from '../../../nodes/core/gateway/signature';

/** A twelfth gateway, made up: the till of a Korean BBQ house. It has everything that a gateway can have. */

export const hwaroUntimed: SignatureRow = {
  algorithm: 'sha256',
  header: 'hwaro-signature',
  format: { style: 'pairs', timestamp: 't', digest: 'v1' },
  message: [{ part: 'timestamp' }, { part: 'text', text: '.' }, { part: 'body' }],
  keyEncoding: 'utf8',
  digestEncoding: 'hex',
  keys: ({ secret }) => text(secret)?.split(',') ?? [],
};
export const hwaroSignature: SignatureRow = { ...hwaroUntimed, tolerance: 300 };

/** The same till, where it signs each event by itself. */
export const hwaroByItem: FieldSignature = {
  over: 'fields',
  algorithm: 'sha256',
  items: { list: ['events'], item: [] },
  digest: ['seals', 'hmac'],
  fields: [{ path: ['id'] }, { path: ['type'] }, { path: ['note'], free: true }, { path: ['at'] }],
  separator: ':',
  keyEncoding: 'hex',
  digestEncoding: 'base64',
  keys: hwaroUntimed.keys,
};

/** The same till, where it signs nothing and brings a secret of its own. */
export const hwaroByToken: TokenSignature = {
  over: 'token',
  header: 'x-hwaro-token',
  keys: hwaroUntimed.keys,
};

export const hwaro: GatewayAdapter = {
  id: 'hwaro',
  title: 'Hwaro',
  credential: 'hwaroApi',
  eventTypes: {
    'card.declined': ['payment.failed'],
    'card.paid': ['payment.succeeded'],
    // Found in the till's books only: nobody is told when it happens.
    'card.bounced': ['payment.failed'],
  },
  signature: hwaroSignature,
  maxBytes: 10_000,
  split: (body, receivedAt) => {
    if (!isObject(body) || !Array.isArray(body['events'])) return undefined;
    const items = list(body['events']).map(object);
    return {
      events: items.flatMap((item) => rawEvent(item, receivedAt) ?? []),
      rejected: items.flatMap((item, index) =>
        item['forged'] === true ? [{ index, reason: 'bad_signature' as const }] : [],
      ),
    };
  },
  recognises: (body) => text(body['hwaro']) !== undefined || Array.isArray(body['events']),
  needs: ({ payload }, fetched) =>
    payload['thin'] === true && !fetched['order']
      ? [{ key: 'order', method: 'GET', path: `/orders/${text(payload['id']) ?? ''}` }]
      : [],
  normalize: (raw, fetched, { account }) => {
    if (raw.type === 'card.broken') throw new Error('nobody foresaw this');
    return raw.type === 'card.tapped'
      ? undefined
      : paymentEvent(raw, raw.account ?? account, object(fetched['order']));
  },
  backfill: {
    keeps: 30 * 24 * 3600,
    overlap: 600,
    listed: ['card.bounced'],
    reads: (look) => [books(look, 0)],
    undelivered: {
      keeps: 24 * 3600,
      reads: (look) => [{ ...books(look, 0), path: '/undelivered' }],
    },
    read: (answer, asked, look) => ({
      // A row of the books is no event yet: it is named after the slip, and what became of it.
      events: list(answer['slips']).flatMap((slip) => {
        const { no, fate, ...rest } = object(slip);
        const id = text(no) === undefined ? undefined : `slip ${text(no)} ${text(fate)}`;
        return rawEvent({ ...rest, id, type: `card.${text(fate)}` }, look.to) ?? [];
      }),
      more: [
        ...list(answer['drawers']).flatMap((drawer) => {
          const path = `/drawers/${text(drawer)}`;
          return text(drawer) === undefined ? [] : [{ method: 'GET' as const, path }];
        }),
        ...(answer['more'] === true ? [books(look, Number(asked.body?.['page']) + 1)] : []),
      ],
    }),
  },
  reasons: new Map(),
  api: () => async () => ({}),
  account: {
    read: { method: 'GET', path: '/account' },
    id: (answer) => text(answer['id']),
  },
  sealingSecret: ({ apiKey }) => text(apiKey),
  mark: ({ references }, { caseId, status }) => {
    const slip = references.find(({ type }) => type === 'payment');
    const path = slip && `/slips/${pathPart(slip.value)}`;
    if (path === undefined) return [];
    return [
      {
        read: { method: 'GET', path },
        // A slip that was thrown away bears no note.
        write: ({ gone }) =>
          gone === true ? [] : [{ method: 'PUT', path, body: { note: `${caseId}: ${status}` } }],
      },
    ];
  },
  state: ({ type, value }) =>
    type === 'payment'
      ? { method: 'GET', path: `/slips/${pathPart(value)}`, key: 'state' }
      : undefined,
  recover: {
    retry: ({ references }) => {
      const slip = references.find(({ type }) => type === 'payment');
      const path = slip && `/slips/${pathPart(slip.value)}/again`;
      return path === undefined ? undefined : { request: { method: 'POST', path }, most: 2 };
    },
  },
  sample: (id, seconds) => ({ events: [{ id, type: 'card.declined', at: seconds }] }),
};

const books = ({ account, from, to }: Look, page: number): ApiRequest => ({
  method: 'POST',
  path: `/books/${account}`,
  body: { from, to, page },
});

const rawEvent = (item: JsonObject, receivedAt: string): RawEvent[] | undefined => {
  const [id, type] = [text(item['id']), text(item['type'])];
  if (item['forged'] === true || id === undefined || !type?.startsWith('card.')) return undefined;
  return [
    { gateway: 'hwaro', id, type, account: text(item['account']), receivedAt, payload: item },
  ];
};

function paymentEvent(raw: RawEvent, account: string, order: JsonObject): PaymentEvent {
  const { payload } = raw;
  const amount = text(payload['amount']);
  const location = text(payload['location']) ?? text(order['location']);
  const product = text(payload['product']) ?? text(order['product']);
  return {
    schema: 'payment-event/1',
    id: `hwaro:${account}:${raw.id}`,
    gateway: 'hwaro',
    account,
    live: payload['live'] !== false,
    type: raw.type === 'card.paid' ? 'payment.succeeded' : 'payment.failed',
    references: [],
    occurredAt: raw.receivedAt,
    occurredAtSource: 'received',
    receivedAt: raw.receivedAt,
    late: false,
    ...(amount === undefined
      ? {}
      : { amount: { minor: Math.round(Number(amount) * 100), currency: 'USD', decimal: amount } }),
    customer: {},
    ...(location === undefined ? {} : { order: { location } }),
    products: product === undefined ? [] : [{ name: product }],
    links: {},
  };
}

/** Hwaro's endpoint API, as a server in memory. */
export function hwaroServer(limit = 16) {
  const endpoints = new Map<string, JsonObject>();
  const calls: string[] = [];
  let next = 1;
  let failure: ApiError | undefined;
  let account: Json = 'bbq-house';

  const client: ApiClient = async ({ method, path, query, body }) => {
    calls.push(`${method} ${path}`);
    if (failure) throw failure;
    if (path === '/account') return { id: account };
    const id = path.split('/')[2] ?? '';
    if (method === 'GET') {
      const all = [...endpoints.values()];
      const from = Number(query?.['from'] ?? 0);
      const page = all.slice(from, from + 2);
      return {
        endpoints: page.map((one) => ({ ...one, secret: undefined })),
        ...(from + 2 < all.length ? { next: from + 2 } : {}),
      };
    }
    if (method === 'POST' && id === '') {
      if (endpoints.size >= limit) throw new ApiError('You have too many endpoints', 400);
      const made = {
        ...body,
        id: `we_${next}`,
        enabled: true,
        secret: `whsec_${next}`,
      };
      next += 1;
      endpoints.set(made.id, made);
      return made;
    }
    const found = endpoints.get(id);
    if (!found) throw new ApiError('No such webhook endpoint', 404);
    if (method === 'DELETE') endpoints.delete(id);
    else endpoints.set(id, { ...found, ...body });
    return found;
  };

  return {
    client,
    endpoints,
    calls,
    fail: (error: ApiError | undefined) => (failure = error),
    setAccount: (id: Json) => (account = id),
  };
}

/** A gateway that knows neither versions nor limits. */
export const hwaroPlain: Registration = {
  list: { method: 'GET', path: '/endpoints' },
  nextPage: ({ next }) =>
    next === undefined
      ? undefined
      : { method: 'GET', path: '/endpoints', query: { from: JSON.stringify(next) } },
  create: (url, description) => ({
    method: 'POST',
    path: '/endpoints',
    body: { url, description, version: '2026-01', events: pushedTypes(hwaro) },
  }),
  update: ({ id }) => ({
    method: 'PATCH',
    path: `/endpoints/${id}`,
    body: { events: pushedTypes(hwaro), enabled: true },
  }),
  delete: ({ id }) => ({ method: 'DELETE', path: `/endpoints/${id}` }),
  readList: (answer) => list(answer['endpoints']).map((one) => readOne(object(one))),
  readOne: (answer) => readOne(answer),
  refuses: (url) =>
    /localhost|127\.|\[::1\]/.test(url)
      ? 'Hwaro cannot reach localhost. Set N8N_WEBHOOK_URL to the public address of n8n.'
      : undefined,
};

export const hwaroRegistration: Registration = {
  ...hwaroPlain,
  apiVersion: '2026-01',
  limit: 16,
};

const readOne = (answer: JsonObject) => ({
  id: text(answer['id']) ?? '',
  url: text(answer['url']) ?? '',
  events: list(answer['events']).map(String),
  apiVersion: text(answer['version']),
  enabled: answer['enabled'] === true,
  secret: text(answer['secret']),
});

/** The till of the chain's head office, whose certificates say who signs. */
export const hwaroCertified: CertificateSignature = {
  over: 'certificate',
  headers: {
    id: 'hwaro-delivery',
    time: 'hwaro-time',
    signature: 'hwaro-sig',
    algorithm: 'hwaro-algorithm',
    certificate: 'hwaro-cert',
  },
  algorithms: { rsa256: 'RSA-SHA256' },
  message: ['id', 'time', 'key', 'crc32'],
  separator: '|',
  tolerance: { past: 3 * 24 * 3600, future: 300 },
  keys: hwaroUntimed.keys,
  published: {
    hosts: ({ branch }) => [branch === 'test' ? 'test.hwaro.example' : 'hwaro.example'],
    path: '/certs/',
    name: /^deliveries\.hwaro\.example$/,
    maxBytes: 20_000,
  },
  otherwise: {
    isWanted: ({ askTheTill }) => askTheTill === true,
    asks: (_, { claim, key, body }) => ({
      method: 'POST',
      url: 'https://hwaro.example/did-you',
      headers: {},
      body: `{"id":${JSON.stringify(claim.id)},"key":${JSON.stringify(key)},"body":${body}}`,
      timeout: 1_000,
    }),
    says: ({ word }) => (word === 'yes' ? true : word === 'no' ? false : undefined),
  },
};

/** The till of before, which signs nothing and answers whether a slip was its own. */
export const hwaroPostBack: PostBackSignature = {
  over: 'post-back',
  url: () => 'https://hwaro.example/was-it-you',
  prefix: 'ask=1&',
  answers: { genuine: 'YES', forged: 'NO' },
  receiver: ['house', 'house_id'],
  keys: ({ houses }) => text(houses)?.split(',') ?? [],
};

export const hwaroSlips: Mode = {
  toldBy: { header: 'content-type', begins: 'application/x-www-form-urlencoded' },
  body: { charsetIn: 'charset' },
  types: ['slip.declined'],
  signature: hwaroPostBack,
  split: (body, receivedAt) => {
    const id = isObject(body) ? text(body['no']) : undefined;
    if (!isObject(body) || id === undefined) return undefined;
    const event = { gateway: 'hwaro', id, type: 'slip.declined', receivedAt, payload: body };
    return { events: [event], rejected: [] };
  },
};
