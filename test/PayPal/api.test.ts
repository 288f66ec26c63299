import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { PayPalPaymentFailureApi } from '../../credentials/PayPalPaymentFailureApi.credentials';
import type { Http, HttpRequest } from '../../nodes/core/gateway/apiClient';
import { pushedTypes } from '../../nodes/core/gateway/pushedTypes';
import { paypal } from '../../nodes/PayPal/paypal.adapter';
import { capture, RECEIVED, webhook } from '../fixtures/paypal';

/** The calls to PayPal's API. */

const ADDRESS = 'https://n8n.bbq.example/webhook/1/webhook';
const { registration, backfill } = paypal;
if (!registration || !backfill) throw new Error('PayPal has both');

function answering(status: number, body: object) {
  const sent: HttpRequest[] = [];
  const http: Http = async (request) => {
    sent.push(request);
    return { status, headers: {}, body: JSON.stringify(body) };
  };
  const client = paypal.api(http, { environment: 'sandbox' });
  return { client, sent };
}

describe('the webhook', () => {
  test('is asked for with every event that is needed, and its id is what deliveries are checked with', async () => {
    const { client, sent } = answering(201, {
      id: '0EH40505U7160970P',
      url: ADDRESS,
      event_types: pushedTypes(paypal).map((name) => ({ name, status: 'ENABLED' })),
    });
    const made = registration.readOne(await client(registration.create(ADDRESS, 'n8n: Dinner')));
    expect(made).toEqual({
      id: '0EH40505U7160970P',
      url: ADDRESS,
      events: pushedTypes(paypal),
      enabled: true,
      secret: '0EH40505U7160970P',
    });
    expect(sent[0]).toMatchObject({
      method: 'POST',
      url: 'https://api-m.sandbox.paypal.com/v1/notifications/webhooks',
    });
    expect(pushedTypes(paypal)).not.toContain('PAYMENT.REFUND.FAILED');
  });

  test('has its events changed by a patch', async () => {
    const { client, sent } = answering(200, {});
    const endpoint = { id: '0EH', url: ADDRESS, events: [], enabled: true };
    await client(registration.update(endpoint));
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual([
      { op: 'replace', path: '/event_types', value: pushedTypes(paypal).map((name) => ({ name })) },
    ]);
    await client(registration.delete(endpoint));
    expect(sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'PATCH /v1/notifications/webhooks/0EH',
      'DELETE /v1/notifications/webhooks/0EH',
    ]);
  });

  test('is found among those that are listed, each with what it is checked with', () => {
    const answer = { webhooks: [{ id: 'A', url: ADDRESS, event_types: [{ name: '*' }] }, {}, 7] };
    expect(registration.readList(answer)).toMatchObject([
      { id: 'A', secret: 'A', events: ['*'] },
      { id: '', secret: undefined },
    ]);
    expect(registration.nextPage(answer)).toBeUndefined();
  });

  test('is not asked for at a port that PayPal does not deliver to', () => {
    expect(registration.refuses('https://n8n.bbq.example:5678/webhook/1/webhook')).toMatch(/443/);
    expect(registration.refuses('https://n8n.bbq.example:443/webhook/1/webhook')).toBeUndefined();
  });
});

describe('looking for missed events', () => {
  const look = { account: 'A', from: '2026-11-20T19:00:00.000Z', to: RECEIVED };
  const [first] = backfill.reads(look);
  if (!first) throw new Error('There is nothing to read');

  test('asks for a span, and follows PayPal’s pages at PayPal’s own host alone', () => {
    expect(first).toEqual({
      method: 'GET',
      path: '/v1/notifications/webhooks-events',
      query: { start_time: look.from, end_time: look.to, page_size: '100' },
    });
    const next = (href: string) =>
      backfill.read(
        {
          events: [],
          links: [
            { rel: 'next', href },
            { rel: 'self', href },
          ],
        },
        first,
        look,
      );
    const page = 'v1/notifications/webhooks-events?page_size=100&start_id=WH-9';
    expect(next(`https://evil.example/${page}`).more).toEqual([
      { ...first, query: { page_size: '100', start_id: 'WH-9' } },
    ]);
    expect(next('https://api.paypal.com/v1/other?page=2').more).toEqual([]);
    expect(next('nowhere').more).toEqual([]);
    const same = new URLSearchParams({
      start_time: look.from,
      end_time: look.to,
      page_size: '100',
    });
    expect(next(`https://api.paypal.com${first.path}?${same.toString()}`).more).toEqual([]);
  });

  test.each(['&', '&amp;', '&amp;amp;'])(
    'goes on after the newest hundred events of a long outage, where PayPal writes %s in its links',
    (and) => {
      const page = ['start_time=2026-11-20T19:00:00Z', 'move_to=next', 'index_id=3'].join(and);
      const href = `https://api-m.paypal.com/v1/notifications/webhooks-events/?${page}`;
      expect(
        backfill.read({ events: [], links: [{ rel: 'next', href }] }, first, look).more,
      ).toEqual([
        {
          ...first,
          query: { start_time: '2026-11-20T19:00:00Z', move_to: 'next', index_id: '3' },
        },
      ]);
    },
  );

  test('finds events as they were pushed', () => {
    const event = webhook('PAYMENT.CAPTURE.DENIED', capture());
    const { events } = backfill.read({ events: [event, webhook('made.up', {}), 7] }, first, look);
    expect(events).toEqual(paypal.split(event, RECEIVED)?.events);
  });
});

test('an app is known by its account’s id', () => {
  const id = (user_id: string) => paypal.account.id({ user_id });
  expect(id('https://www.paypal.com/webapps/auth/identity/user/mWq6ember')).toBe('mWq6ember');
  expect(id('mWq6ember')).toBe('mWq6ember');
  expect(paypal.account.id({})).toBeUndefined();
});

test('the credential says whether it is real money, and what your own number names', () => {
  expect(paypal.supplies?.({ environment: 'sandbox', invoiceNumber: 'order' })).toEqual({
    live: false,
    reference: 'order',
  });
  expect(paypal.supplies?.({})).toEqual({ live: true, reference: 'payment' });
});

test('PayPal’s own words stand in what the owner reads', async () => {
  const { client } = answering(422, {
    name: 'UNPROCESSABLE_ENTITY',
    message: 'The requested action could not be performed.',
    details: [{ issue: 'WEBHOOK_NUMBER_LIMIT_EXCEEDED', description: 'Too many webhooks.' }],
  });
  await expect(client(registration.create(ADDRESS, ''))).rejects.toMatchObject({
    code: 'UNPROCESSABLE_ENTITY',
    message:
      'PayPal refused /v1/notifications/webhooks. The requested action could not be performed. Too many webhooks.',
  });
  const signIn = answering(401, {
    error: 'invalid_client',
    error_description: 'Client Authentication failed',
  });
  await expect(signIn.client(registration.list)).rejects.toThrow('Client Authentication failed');
  await expect(answering(400, {}).client(registration.list)).rejects.toThrow('refused');
});

test.each([
  ['payment', '/v2/payments/captures/A%2F1'],
  ['checkout', '/v2/checkout/orders/A%2F1'],
  ['refund', '/v2/payments/refunds/A%2F1'],
  ['dispute', '/v1/customer/disputes/A%2F1'],
] as const)('whether a %s is paid now can be read', (type, path) => {
  expect(paypal.state?.({ type, value: 'A/1' })?.path).toBe(path);
});
test('what cannot be read is not asked for', () => {
  expect(paypal.state?.({ type: 'invoice', value: 'A' })).toBeUndefined();
});

test('events are told from others by their form', () => {
  const event = webhook('PAYMENT.CAPTURE.DENIED', capture());
  expect(paypal.recognises(event)).toBe(true);
  expect(paypal.recognises({ ...event, resource: 7 })).toBe(false);
  expect(paypal.split({ ...event, resource: 7 }, RECEIVED)).toBeUndefined();
});

test('the credential signs in with a token that n8n keeps, at the host of its environment', async () => {
  const asked: IHttpRequestOptions[] = [];
  const helper: IHttpRequestHelper = {
    helpers: {
      httpRequest: async (options) => {
        asked.push(options);
        return { access_token: 'A21AA', expires_in: 32400 };
      },
    },
  };
  const credential = new PayPalPaymentFailureApi();
  const login = { clientId: 'id', clientSecret: 'secret' };
  const sandbox = { ...login, environment: 'sandbox' };
  expect(await credential.preAuthentication.call(helper, sandbox)).toEqual({
    accessToken: 'A21AA',
  });
  await credential.preAuthentication.call(helper, { ...login, environment: 'live' });
  expect(asked.map(({ url }) => url)).toEqual([
    'https://api-m.sandbox.paypal.com/v1/oauth2/token',
    'https://api-m.paypal.com/v1/oauth2/token',
  ]);
  expect(asked[0]).toMatchObject({ auth: { username: 'id', password: 'secret' } });
});
