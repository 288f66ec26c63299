import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import {
  type ApiRequest,
  type Http,
  type HttpRequest,
  type HttpResponse,
  ApiError,
} from '../../nodes/core/gateway/apiClient';
import { retryOf } from '../../nodes/core/gateway/recover';
import type { PaymentEvent, Reference } from '../../nodes/core/event/paymentEvent';
import { mark } from '../../nodes/Stripe/marks';
import { normalize } from '../../nodes/Stripe/normalize';
import { API_VERSION } from '../../nodes/Stripe/registration';
import { EVENTS } from '../../nodes/Stripe/events';
import { stripe } from '../../nodes/Stripe/stripe.adapter';
import {
  ACCOUNT,
  declinedIntent,
  failedInvoice,
  openDispute,
  rawOf,
  stripeEvent,
} from '../fixtures/stripe';

const credential = { secretKey: 'sk_test_bbq' };
const ok = (body: unknown = { id: 'x' }): HttpResponse => ({
  status: 200,
  headers: { 'request-id': 'req_1' },
  body: JSON.stringify(body),
});
const refusal = (status: number, error: object): HttpResponse => ({
  status,
  headers: {},
  body: JSON.stringify({ error }),
});

/** Answers in turn, the last for ever, and remembers what was asked. */
function fake(...answers: readonly (HttpResponse | Error)[]) {
  const asked: HttpRequest[] = [];
  const http: Http = async (request) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? ok();
    asked.push(request);
    if (answer instanceof Error) throw answer;
    return await Promise.resolve(answer);
  };
  return { http, asked, client: stripe.api(http, credential) };
}

describe('the official SDK would have sent the same', () => {
  let server: Server;
  let sdk: Stripe;
  const heard: { method: string; url: string; body: string; headers: Record<string, unknown> }[] =
    [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        heard.push({ method, url, body, headers });
        response
          .setHeader('content-type', 'application/json')
          .end('{"id":"x","object":"list","data":[]}');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    sdk = new Stripe('sk_test_bbq', {
      host: '127.0.0.1',
      port,
      protocol: 'http',
      telemetry: false,
    });
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const url = 'https://n8n.bbq.example/webhook/1/webhook';
  const endpoint = { id: 'we_1', url, events: [], enabled: true };
  const enabled_events = Object.keys(EVENTS) as Stripe.WebhookEndpointCreateParams.EnabledEvent[];
  const { registration, account } = stripe;
  const [marked] = mark(paymentEvent(), { caseId: 'case_1', status: 'open' });

  const stranger = { ...declinedIntent({ metadata: {} }), last_payment_error: null };
  const readsOfStranger = stripe.needs(
    rawOf(stripeEvent('payment_intent.payment_failed', stranger)),
    {},
  );

  test.each<[string, ApiRequest | undefined, () => Promise<unknown>]>([
    ['account', account.read, () => sdk.accounts.retrieveCurrent()],
    ['list', registration?.list, () => sdk.webhookEndpoints.list({ limit: 100 })],
    [
      'next page',
      registration?.nextPage({ has_more: true, data: [{ id: 'we_9' }] }),
      () => sdk.webhookEndpoints.list({ limit: 100, starting_after: 'we_9' }),
    ],
    [
      'create',
      registration?.create(url, 'Table 12'),
      () =>
        sdk.webhookEndpoints.create({
          url,
          description: 'Table 12',
          enabled_events,
          api_version: API_VERSION,
        }),
    ],
    [
      'update',
      registration?.update(endpoint),
      () => sdk.webhookEndpoints.update('we_1', { enabled_events, disabled: false }),
    ],
    ['delete', registration?.delete(endpoint), () => sdk.webhookEndpoints.del('we_1')],
    [
      'mark',
      marked,
      () =>
        sdk.paymentIntents.update('pi_3BbqTable12', {
          metadata: { payment_failure_case: 'case_1', payment_failure_status: 'open' },
        }),
    ],
    [
      'another try of an invoice',
      retryOf(stripe, ofInvoice())?.request,
      () => sdk.invoices.pay('in_1BbqClub'),
    ],
    [
      'state',
      stripe.state?.({ type: 'invoice', value: 'in_1' }),
      () => sdk.invoices.retrieve('in_1'),
    ],
    [
      'payments of an invoice',
      stripe.needs(rawOf(stripeEvent('invoice.payment_failed', failedInvoice())), {})[0],
      () =>
        sdk.invoicePayments.list({
          invoice: 'in_1BbqClub',
          limit: 100,
          expand: ['data.payment.payment_intent.latest_charge'],
        }),
    ],
    ['customer', readsOfStranger[0], () => sdk.customers.retrieve('cus_BbqMinji')],
    [
      'invoice of an intent',
      readsOfStranger[1],
      () =>
        sdk.invoicePayments.list({
          payment: { type: 'payment_intent', payment_intent: 'pi_3BbqTable12' },
          expand: ['data.invoice'],
        }),
    ],
  ])('%s', async (_, request, official) => {
    if (!request) throw new Error('no such request');
    const { client, asked } = fake(ok());
    await client(request);
    heard.length = 0;
    await official();
    const [theirs] = heard;
    const [ours] = asked;
    expect(ours?.method).toBe(theirs?.method);
    const sent = new URL(ours?.url ?? '');
    expect(sent.origin).toBe('https://api.stripe.com');
    const expected = new URL(theirs?.url ?? '', 'https://api.stripe.com');
    expect(sent.pathname).toBe(expected.pathname);
    // The SDK numbers the entries of a list in a query; Stripe reads both.
    expect([...sent.searchParams.values()].sort()).toEqual(
      [...expected.searchParams.values()].sort(),
    );
    expect(Object.fromEntries(new URLSearchParams(ours?.body))).toEqual(
      Object.fromEntries(new URLSearchParams(theirs?.body)),
    );
    expect(ours?.headers['Stripe-Version']).toBe(theirs?.headers['stripe-version']);
    expect(ours?.headers.Authorization).toBe(theirs?.headers.authorization);
    expect(ours?.headers['Content-Type']).toBe(theirs?.headers['content-type']);
  });
});

function ofInvoice(): PaymentEvent {
  const soft = { category: 'insufficient_funds', cause: 'funds', hardness: 'soft' } as const;
  const references = [{ type: 'invoice', value: 'in_1BbqClub' }] as const;
  return { ...paymentEvent(), references, reason: { ...soft, advice: 'retry_later' } };
}

function paymentEvent(account?: string) {
  const event = stripeEvent('payment_intent.payment_failed', declinedIntent(), {
    ...(account !== undefined && { account }),
  });
  const read = normalize(rawOf(event), {}, { account: ACCOUNT });
  if (!read) throw new Error('no event');
  return read;
}

describe('what is sent', () => {
  test('the pinned version is the one whose types the SDK has', () => {
    expect(API_VERSION).toBe(Stripe.API_VERSION);
  });

  test('nothing about this machine, and each header once', async () => {
    const { client, asked } = fake(ok());
    await client({ method: 'POST', path: '/v1/invoices/in_1', body: { a: 1 } });
    await client({ method: 'GET', path: '/v1/account' });
    for (const { headers } of asked) {
      const names = Object.keys(headers).map((name) => name.toLowerCase());
      expect(new Set(names).size).toBe(names.length);
      expect(
        names.filter((name) => /telemetry|client-user-agent|content-length/.test(name)),
      ).toEqual([]);
      expect(headers['User-Agent']).toContain('n8n-nodes-payment-failure');
    }
  });

  test('account and idempotency key', async () => {
    const { client, asked } = fake(ok());
    const [request] = mark(paymentEvent('acct_1Busan'), { caseId: 'case_1', status: 'settled' });
    if (!request) throw new Error('no mark');
    await client(request);
    expect(asked[0]?.headers).toMatchObject({
      'Stripe-Account': 'acct_1Busan',
      'Idempotency-Key': request.idempotencyKey,
    });
    expect(mark(paymentEvent(), { caseId: 'case_1', status: 'open' })[0]?.account).toBeUndefined();
  });

  test('another object of the same event is marked under another key', () => {
    const keyOf = (type: 'payment' | 'invoice') =>
      mark(
        { ...paymentEvent(), references: [{ type, value: 'x_1' }] },
        { caseId: 'case_1', status: 'open' },
      )[0]?.idempotencyKey;
    expect(keyOf('invoice')).not.toBe(keyOf('payment'));
    // Stripe takes keys of at most 255 characters.
    expect(keyOf('invoice')?.length).toBeLessThan(200);
  });

  test('ids that are no ids stay in their place', async () => {
    const { client, asked } = fake(ok());
    const read = stripe.state?.({ type: 'payment', value: '../account?x=1' });
    if (read) await client(read);
    expect(asked[0]?.url).toBe('https://api.stripe.com/v1/payment_intents/..%2Faccount%3Fx%3D1');
  });

  test('an invoice is marked where the payment is not known, a charge where it is all that is; a dispute’s payment is', () => {
    const of = (type: string, about: object) => {
      const event = normalize(rawOf(stripeEvent(type, about)), {}, { account: ACCOUNT });
      return event && mark(event, { caseId: 'c', status: 'open' })[0]?.path;
    };
    expect(of('invoice.payment_failed', failedInvoice())).toBe('/v1/invoices/in_1BbqClub');
    expect(of('charge.dispute.created', openDispute)).toBe('/v1/payment_intents/pi_3BbqTable12');
    const marked = (...references: readonly Reference[]) =>
      mark({ ...paymentEvent(), references }, { caseId: 'c', status: 'open' })[0]?.path;
    const charge = { type: 'charge', value: 'ch_1' } as const;
    const invoice = { type: 'invoice', value: 'in_1' } as const;
    expect(marked(charge, invoice)).toBe('/v1/invoices/in_1');
    expect(marked(charge)).toBe('/v1/charges/ch_1');
    expect(marked({ type: 'setup', value: 'seti_1' })).toBe('/v1/setup_intents/seti_1');
    expect(marked()).toBeUndefined();
    expect(stripe.state?.({ type: 'case', value: 'case_1' })).toBeUndefined();
  });
});

describe('what goes wrong is told to the owner', () => {
  const said = async (answer: HttpResponse | Error): Promise<ApiError> => {
    const { client } = fake(answer);
    const failure: unknown = await client(
      { method: 'GET', path: '/v1/charges' },
      { retries: 0 },
    ).catch((error: unknown) => error);
    if (!(failure instanceof ApiError)) throw new Error('not an ApiError');
    return failure;
  };

  test.each<[string, HttpResponse | Error, number, RegExp]>([
    [
      'wrong key',
      refusal(401, { message: 'Invalid API Key provided: sk_test_***bbq' }),
      401,
      /does not accept the Secret Key/,
    ],
    [
      'restricted key',
      refusal(403, {
        message:
          "The provided key 'rk_live_***' does not have the required permissions for this endpoint. Having the 'rak_webhook_endpoint_write' permission would allow this request to continue.",
      }),
      403,
      /give it the permission “webhook endpoint: write”/,
    ],
    [
      'no access',
      refusal(403, { message: 'No access to account acct_1.' }),
      403,
      /No access to account/,
    ],
    [
      'missing',
      refusal(404, { code: 'resource_missing', message: 'No such charge' }),
      404,
      /does not find \/v1\/charges/,
    ],
    ['too many', refusal(429, { message: 'Too many requests' }), 429, /too many requests/],
    ['broken', refusal(500, { message: 'Oops' }), 500, /problem of its own \(500\)/],
    [
      'refused',
      refusal(400, { code: 'url_invalid', message: 'Invalid URL 4242424242424242' }),
      400,
      /refused \/v1\/charges: Invalid URL \*{12}4242/,
    ],
    [
      'unreachable',
      new Error('getaddrinfo ENOTFOUND api.stripe.com'),
      0,
      /could not be reached.*ENOTFOUND/,
    ],
    ['a proxy’s page', { status: 200, headers: {}, body: '<html>' }, 0, /Stripe/],
    ['no object', ok('text'), 0, /Invalid JSON received/],
    ['a list', ok([]), 0, /Invalid JSON received/],
  ])('%s', async (_, answer, status, sentence) => {
    const error = await said(answer);
    expect(error.status).toBe(status);
    expect(error.message).toMatch(sentence);
    expect(error.message).not.toContain('4242424242424242');
  });

  test('the gateway’s own code is kept', async () => {
    expect((await said(refusal(404, { code: 'resource_missing', message: 'x' }))).code).toBe(
      'resource_missing',
    );
  });

  test('no key at all', async () => {
    const client = stripe.api(fake(ok()).http, {});
    await expect(client({ method: 'GET', path: '/v1/account' })).rejects.toThrow(
      /has no Secret Key/,
    );
  });
});

describe('patience', () => {
  test('a failure that passes is tried again, under the same idempotency key', async () => {
    const { client, asked } = fake(refusal(503, { message: 'x' }), ok({ id: 'in_1' }));
    const answer = await client(
      { method: 'POST', path: '/v1/invoices/in_1', body: {} },
      { retries: 1, timeout: 8000 },
    );
    expect(answer).toMatchObject({ id: 'in_1' });
    expect(asked.map(({ headers }) => headers['Idempotency-Key'])).toEqual(
      Array(2).fill(asked[0]?.headers['Idempotency-Key']),
    );
    expect(asked.map(({ timeout }) => timeout)).toEqual([4000, 4000]);
  });

  test('the whole call ends in time, whatever the network does', async () => {
    const client = stripe.api(() => new Promise(() => undefined), credential);
    const started = Date.now();
    const call = client({ method: 'GET', path: '/v1/account' }, { timeout: 50 });
    await expect(call).rejects.toThrow('Stripe did not answer /v1/account within 0.05 s');
    await expect(call).rejects.toMatchObject({ status: 0 });
    expect(Date.now() - started).toBeLessThan(1000);
  });

  test('the SDK is loaded with the first call, not before', async () => {
    let loaded = 0;
    await jest.isolateModulesAsync(async () => {
      jest.doMock('stripe', () => {
        loaded += 1;
        return jest.requireActual<object>('stripe');
      });
      const { stripe: fresh } = await import('../../nodes/Stripe/stripe.adapter');
      const client = fresh.api(fake(ok()).http, credential);
      expect(loaded).toBe(0);
      await client({ method: 'GET', path: '/v1/account' });
      expect(loaded).toBe(1);
    });
  });
});
