import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { SquareClient } from 'square';
import { isObject, object, text, type JsonObject } from '../../nodes/core/event/json';
import type { ApiRequest, Http } from '../../nodes/core/gateway/apiClient';
import type { Look } from '../../nodes/core/gateway/look';
import type { Marking } from '../../nodes/core/gateway/performMark';
import { backfill } from '../../nodes/Square/backfill';
import { EVENTS } from '../../nodes/Square/events';
import { mark, state } from '../../nodes/Square/marks';
import { API_VERSION, event_types, registration } from '../../nodes/Square/registration';
import { square } from '../../nodes/Square/square.adapter';
import {
  LOCATION,
  MERCHANT,
  ORDER,
  order,
  orderTold,
  payment,
  rawOf,
  refund,
  squareEvent,
} from '../fixtures/square';

/** Square's own SDK as the oracle: what our requests look like on the wire, and what it would have sent. */

interface Wire {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

let server: Server;
let origin: string;
const heard: Wire[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://square');
      const sent = Buffer.concat(parts).toString();
      heard.push({
        method: request.method ?? '',
        path: pathname,
        query: Object.fromEntries(searchParams),
        body: sent === '' ? undefined : JSON.parse(sent),
      });
      response.setHeader('Content-Type', 'application/json');
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
});
afterAll(() => server.close());
beforeEach(() => void heard.splice(0));

const fetching: Http = async ({ method, url, headers, body }) => {
  const { pathname, search } = new URL(url);
  const answer = await fetch(`${origin}${pathname}${search}`, {
    method,
    headers: { ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, headers: {}, body: await answer.text() };
};
const client = square.api(fetching, { accessToken: 'bbq', environment: 'live' });

const look: Look = {
  account: MERCHANT,
  from: '2026-11-22T09:00:00.000Z',
  to: '2026-11-22T10:00:00.000Z',
};
/** What is read for payments at a place, once Square has said that there is one. */
const paymentsAt = (id: string) =>
  backfill.read({ locations: [{ id }] }, { method: 'GET', path: '/v2/locations' }, look).more[0];
const evening = (type = 'payment.updated', about: JsonObject = payment()) => {
  const event = square.normalize(rawOf(squareEvent(type, about)), {}, { account: MERCHANT });
  if (!event) throw new Error('told of nothing');
  return event;
};
const CASE = { caseId: 'case_1', status: 'open' };
const writes = ([one]: readonly Marking[], answer: JsonObject): readonly ApiRequest[] =>
  one && 'write' in one ? one.write({ order: answer }) : [];

describe('what is sent is what Square’s SDK would send', () => {
  const sdk = () => new SquareClient({ token: 'bbq', baseUrl: origin, maxRetries: 0 });
  const endpoint = { id: 'wbhk_1', url: 'https://n8n.bbq.example/', events: [], enabled: false };
  const updatedAtBeginTime = look.from;
  const updatedAtEndTime = look.to;
  const listing = {
    updatedAtBeginTime,
    updatedAtEndTime,
    sortField: 'UPDATED_AT',
    sortOrder: 'ASC',
    limit: 100,
  } as const;
  const [locations, refunds, events] = backfill.reads(look);
  const [update] = writes(mark(evening(), CASE), order({ metadata: { table: '12' } }));

  const cases: readonly (readonly [string, ApiRequest | undefined, () => PromiseLike<unknown>])[] =
    [
      ['account', square.account.read, () => sdk().merchants.get({ merchantId: 'me' })],
      [
        'list of subscriptions',
        registration.list,
        () => sdk().webhooks.subscriptions.list({ includeDisabled: true, limit: 100 }),
      ],
      [
        'next page',
        registration.nextPage({ cursor: 'c' }),
        () => sdk().webhooks.subscriptions.list({ includeDisabled: true, limit: 100, cursor: 'c' }),
      ],
      [
        'update',
        registration.update(endpoint),
        () =>
          sdk().webhooks.subscriptions.update({
            subscriptionId: 'wbhk_1',
            subscription: { eventTypes: [...event_types], enabled: true },
          }),
      ],
      [
        'delete',
        registration.delete(endpoint),
        () => sdk().webhooks.subscriptions.delete({ subscriptionId: 'wbhk_1' }),
      ],
      ['switching events on', registration.prepare?.[0], () => sdk().events.enableEvents()],
      [
        'search of events',
        events,
        () =>
          sdk().events.searchEvents({
            limit: 100,
            query: {
              filter: {
                eventTypes: [...event_types],
                merchantIds: [MERCHANT],
                createdAt: { startAt: look.from, endAt: look.to },
              },
              sort: { field: 'DEFAULT', order: 'ASC' },
            },
          }),
      ],
      ['list of locations', locations, () => sdk().locations.list()],
      [
        'list of payments',
        paymentsAt(LOCATION),
        () => sdk().payments.list({ ...listing, locationId: LOCATION }),
      ],
      ['list of refunds', refunds, () => sdk().refunds.list(listing)],
      [
        'state of a payment',
        state({ type: 'payment', value: 'p' }),
        () => sdk().payments.get({ paymentId: 'p' }),
      ],
      [
        'state of an order',
        state({ type: 'order', value: 'o' }),
        () => sdk().orders.get({ orderId: 'o' }),
      ],
      [
        'state of an invoice',
        state({ type: 'invoice', value: 'inv:0-x' }),
        () => sdk().invoices.get({ invoiceId: 'inv:0-x' }),
      ],
      [
        'mark',
        update,
        () =>
          sdk().orders.update({
            orderId: ORDER,
            idempotencyKey: text(update?.body?.idempotency_key) ?? '',
            order: {
              locationId: LOCATION,
              version: 3,
              metadata: {
                table: '12',
                payment_failure_case: 'case_1',
                payment_failure_status: 'open',
              },
            },
          }),
      ],
    ];

  test.each(cases)('%s', async (_, request, theirs) => {
    if (!request) throw new Error('nothing to send');
    await client(request);
    await theirs();
    const [ours, sdks] = heard;
    expect(ours).toEqual(sdks);
  });

  test('creation, but for its key', async () => {
    const url = 'https://n8n.bbq.example/webhook/1/webhook';
    await client(registration.create(url, 'n8n: Dinner'));
    const subscription = {
      name: 'n8n: Dinner',
      eventTypes: [...event_types],
      notificationUrl: url,
      apiVersion: API_VERSION,
    };
    await sdk().webhooks.subscriptions.create({ idempotencyKey: 'theirs', subscription });
    const [ours, theirs] = heard.map(({ body, ...rest }) => ({
      ...rest,
      body: { ...object(body), idempotency_key: '' },
    }));
    expect(ours).toEqual(theirs);
    const keys = [1, 2].map(() => registration.create(url, '').body?.idempotency_key);
    expect(keys[0]).not.toEqual(keys[1]);
  });

  test.each(event_types)('%s is an event that Square’s SDK knows', (type) => {
    const words = type.split(/[._]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
    const described = join('api', 'types', `${words.join('')}Event.d.ts`);
    expect(existsSync(join(dirname(require.resolve('square')), described))).toBe(true);
  });

  test('what only a look finds is not asked for', () => {
    expect([...event_types, 'payment.listed', 'refund.listed'].toSorted()).toEqual(
      Object.keys(EVENTS).toSorted(),
    );
  });
});

describe('what Square answers', () => {
  const answering = (status: number, body: JsonObject) =>
    square.api(async () => ({ status, headers: {}, body: JSON.stringify(body) }), {
      environment: 'sandbox',
    })({ method: 'GET', path: '/v2/merchants/me' }, { retries: 0 });

  test('a token that it does not take is named as such', async () => {
    const errors = [{ category: 'AUTHENTICATION_ERROR', code: 'UNAUTHORIZED', detail: 'No.' }];
    await expect(answering(401, { errors })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
      message: expect.stringMatching(/No\. Copy the access token again.*takes no OAuth tokens/),
    });
    await expect(answering(400, {})).rejects.toThrow('Square refused /v2/merchants/me.');
  });

  test('sandbox and live are two hosts, each asked for the same version', async () => {
    const asked: unknown[] = [];
    for (const environment of ['sandbox', 'live', undefined]) {
      const api = square.api(
        async ({ url, headers }) => {
          asked.push([url, headers['Square-Version']]);
          return { status: 200, headers: {}, body: '{}' };
        },
        { environment },
      );
      await api({ method: 'GET', path: '/v2/merchants/me' });
    }
    expect(asked).toEqual([
      ['https://connect.squareupsandbox.com/v2/merchants/me', API_VERSION],
      ['https://connect.squareup.com/v2/merchants/me', API_VERSION],
      ['https://connect.squareup.com/v2/merchants/me', API_VERSION],
    ]);
  });

  test('a subscription is read, with its key where it is shown', () => {
    const shown = {
      id: 'wbhk_1',
      notification_url: 'https://n8n.bbq.example/',
      event_types: ['payment.updated'],
      api_version: API_VERSION,
      enabled: true,
    };
    const endpoint = {
      id: 'wbhk_1',
      url: 'https://n8n.bbq.example/',
      events: ['payment.updated'],
      apiVersion: API_VERSION,
      enabled: true,
      secret: undefined,
    };
    expect(registration.readList({ subscriptions: [shown, 7] })).toEqual([endpoint]);
    expect(registration.readOne({ subscription: { ...shown, signature_key: 'k' } })).toEqual({
      ...endpoint,
      secret: 'k',
    });
    expect(registration.readOne({})).toMatchObject({ id: '', url: '', events: [], enabled: false });
    expect(registration.nextPage({})).toBeUndefined();
    expect(registration.refuses('http://localhost:5678/')).toContain('Square cannot reach');
  });
});

describe('writing case and state on the order', () => {
  const marking = mark(evening(), CASE);

  test('reads the order first', () => {
    expect(marking).toHaveLength(1);
    expect(marking[0]).toMatchObject({ read: { method: 'GET', path: `/v2/orders/${ORDER}` } });
  });

  test('only where it may be changed, and only what is not there yet', () => {
    const marked = { payment_failure_case: 'case_1', payment_failure_status: 'open' };
    expect(writes(marking, order())).toHaveLength(1);
    expect(writes(marking, order({ metadata: marked }))).toEqual([]);
    expect(
      writes(marking, order({ metadata: { ...marked, payment_failure_status: 'x' } })),
    ).toHaveLength(1);
    // Made at the till: it has no version.
    expect(writes(marking, order({ version: null }))).toEqual([]);
    expect(writes(marking, order({ state: 'COMPLETED' }))).toEqual([]);
    const full = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`note_${n}`, 'x']));
    expect(writes(marking, order({ metadata: full }))).toEqual([]);
  });

  test('each version of the order under a key of its own', () => {
    const keys = [3, 4].map(
      (version) => writes(marking, order({ version }))[0]?.body?.idempotency_key,
    );
    expect(new Set(keys).size).toBe(2);
  });

  test('never for what tells of the order alone: the write would call for the next', () => {
    expect(mark(evening('order.updated', orderTold('OPEN')), CASE)).toEqual([]);
    expect(mark(evening('payment.updated', payment({ order_id: null })), CASE)).toEqual([]);
  });

  test('what has no page of its own has no state', () => {
    expect(state({ type: 'case', value: 'case_1' })).toBeUndefined();
  });
});

describe('looking for what was missed', () => {
  const [locations, refunds, events] = backfill.reads(look);
  const payments = paymentsAt(LOCATION);
  const read = (answer: JsonObject, asked: ApiRequest | undefined) => {
    if (!asked) throw new Error('nothing was asked');
    return backfill.read(answer, asked, look);
  };

  test('events come as they were pushed, page after page under the same query', () => {
    const pushed = squareEvent('payment.updated', payment());
    const { events: found, more } = read(
      { events: [pushed, { ...pushed, type: 'catalog.version.updated' }, 7], cursor: 'next' },
      events,
    );
    expect(found).toEqual([rawOf(pushed, look.to)]);
    expect(more).toEqual([{ ...events, body: { ...events?.body, cursor: 'next' } }]);
  });

  test('of the lists only what failed, each under a name that stays', () => {
    const answer = {
      payments: [
        payment(),
        payment({ id: 'b', status: 'COMPLETED' }),
        payment({ id: 'c', status: 'CANCELED' }),
        7,
        {},
      ],
      cursor: 'next',
    };
    const { events: found, more } = read(answer, payments);
    expect(found.map(({ id, type }) => [id, type])).toEqual([
      ['PayBbqTable12a:FAILED', 'payment.listed'],
      ['c:CANCELED', 'payment.listed'],
    ]);
    expect(more).toEqual([{ ...payments, query: { ...payments?.query, cursor: 'next' } }]);
    const [first] = found;
    if (!first) throw new Error('nothing was found');
    expect(isObject(first.payload)).toBe(true);
    const event = square.normalize(first, {}, { account: MERCHANT });
    expect(event).toMatchObject({
      attempt: { key: `square:${MERCHANT}:PayBbqTable12a` },
      occurredAt: '2026-11-22T09:59:59.000Z',
    });
    const back = read({ refunds: [refund('REJECTED'), refund('COMPLETED')] }, refunds);
    expect(back.events.map(({ id }) => id)).toEqual(['RefBbqTable12:REJECTED']);
    expect(back.more).toEqual([]);
    const undated = read({ payments: [payment({ updated_at: null })] }, payments);
    expect(undated.events[0]?.payload.created_at).toBe('2026-11-22T09:59:58.000Z');
  });

  test('payments are looked for at each place: unasked, Square lists those of the main one', () => {
    const { events: found, more } = read(
      { locations: [{ id: LOCATION }, 7, { name: 'Nameless' }, { id: 'LMARINA00001' }] },
      locations,
    );
    expect(found).toEqual([]);
    expect(more).toEqual([payments, paymentsAt('LMARINA00001')]);
    expect(more.map(({ query }) => query?.location_id)).toEqual([LOCATION, 'LMARINA00001']);
  });

  test('what nobody asked for is nothing', () => {
    expect(read({ payments: [payment()] }, { method: 'GET', path: '/v2/else' })).toEqual({
      events: [],
      more: [],
    });
  });
});
