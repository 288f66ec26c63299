import { ApiError, type Http, type HttpRequest } from '../../nodes/core/gateway/apiClient';
import { performMark } from '../../nodes/core/gateway/performMark';
import type { JsonObject } from '../../nodes/core/event/json';
import type { PaymentEvent } from '../../nodes/core/event/paymentEvent';
import { GoCardlessSigningSecret } from '../../credentials/GoCardlessSigningSecret.credentials';
import { backfill } from '../../nodes/GoCardless/backfill';
import { EVENTS } from '../../nodes/GoCardless/events';
import { goCardless } from '../../nodes/GoCardless/goCardless.adapter';
import {
  ACCOUNT,
  customer,
  event,
  everything,
  mandate,
  payment,
  plain,
  rawOf,
} from '../fixtures/gocardless';

const LIVE = { environment: 'live', accessToken: 'live_token', signingSecrets: '' };

function answering(status: number, body: JsonObject) {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => {
    requests.push(request);
    return { status, headers: {}, body: JSON.stringify(body) };
  };
  return { http, requests };
}

describe('the API', () => {
  test.each([
    ['live', 'https://api.gocardless.com/creditors?limit=500'],
    ['sandbox', 'https://api-sandbox.gocardless.com/creditors?limit=500'],
  ])(
    '%s is asked at its own address, in the version that is understood',
    async (environment, url) => {
      const { http, requests } = answering(200, { creditors: [] });
      await goCardless.api(http, { ...LIVE, environment })(goCardless.account.read);
      expect(requests[0]).toMatchObject({
        method: 'GET',
        url,
        headers: { 'GoCardless-Version': '2015-07-06' },
      });
    },
  );

  test('a refusal says what GoCardless says, and what to do', async () => {
    const refused = {
      error: {
        message: 'Insufficient permissions',
        type: 'invalid_api_usage',
        code: 403,
        errors: [{ reason: 'insufficient_permissions', message: 'Token may not read this' }],
      },
    };
    const asking = goCardless.api(answering(403, refused).http, LIVE)(goCardless.account.read);
    const error: unknown = await asking.catch((one: unknown) => one);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 403, code: 'insufficient_permissions' });
    expect(String(error)).toContain('Insufficient permissions: Token may not read this');
    expect(String(error)).toContain('Developers');
  });

  test('the credential is tried at the same addresses with the same version', () => {
    const { test: tried, authenticate } = new GoCardlessSigningSecret();
    expect(tried.request.baseURL).toContain('"https://api-sandbox.gocardless.com"');
    expect(tried.request.baseURL).toContain('"https://api.gocardless.com"');
    expect(tried.request.headers).toEqual({ 'GoCardless-Version': '2015-07-06' });
    expect(authenticate.properties.headers).toEqual({
      Authorization: '=Bearer {{$credentials.accessToken}}',
    });
  });

  test('the oldest creditor stands for the account, whatever is added later', () => {
    const { id } = goCardless.account;
    const [old, young] = [
      { id: ACCOUNT, created_at: '2020-01-01T00:00:00.000Z' },
      { id: 'CR0AAA', created_at: '2026-01-01T00:00:00.000Z' },
    ];
    expect(id({ creditors: [young, old] })).toBe(ACCOUNT);
    expect(id({ creditors: [{ id: 7 }, old] })).toBe(ACCOUNT);
    expect(id({ creditors: [] })).toBeUndefined();
    expect(id({})).toBeUndefined();
  });
});

describe('a look for what was missed', () => {
  const look = {
    account: ACCOUNT,
    from: '2026-11-25T06:20:00.000Z',
    to: '2026-11-25T06:30:00.000Z',
  };
  const reads = backfill.reads(look);

  test('asks for each kind of thing with what it is about', () => {
    expect(reads.map(({ query }) => [query?.resource_type, query?.include])).toEqual([
      ['payments', 'payment'],
      ['refunds', 'refund'],
      ['mandates', 'mandate'],
      ['subscriptions', 'subscription'],
    ]);
    for (const type of Object.keys(EVENTS)) {
      expect(reads.map(({ query }) => query?.resource_type)).toContain(type.split('.')[0]);
    }
    expect(reads[0]).toMatchObject({
      method: 'GET',
      path: '/events',
      query: { 'created_at[gte]': look.from, 'created_at[lte]': look.to, limit: '500' },
    });
  });

  test('page by page, each event with its own payment', () => {
    const [asked] = reads;
    if (!asked) throw new Error('Nothing is asked');
    const one = event('payments.failed');
    const page = {
      events: [one, event('payments.created')],
      linked: { payments: [plain({ ...payment, id: 'PM0OTHER' }), plain(payment)] },
      meta: { cursors: { before: null, after: 'EV0AFTER' }, limit: 500 },
    };
    const { events, more } = backfill.read(page, asked, look);
    expect(events).toEqual([
      expect.objectContaining({ id: one.id, receivedAt: look.to, type: 'payments.failed' }),
    ]);
    expect(events[0]?.payload.linked).toEqual({ payments: [plain(payment)] });
    expect(more).toEqual([{ ...asked, query: { ...asked.query, after: 'EV0AFTER' } }]);
    const last = { ...page, meta: { cursors: { before: null, after: null } } };
    expect(backfill.read(last, asked, look).more).toEqual([]);
  });

  test('what is listed needs fewer reads, and tells the same as what was delivered', () => {
    const one = event('payments.failed');
    const linked = {
      payments: [plain(payment)],
      mandates: [plain(mandate)],
      customers: [plain(customer)],
    };
    const [listed] = goCardless.split({ events: [one], linked }, look.to)?.events ?? [];
    if (!listed) throw new Error('Nothing is listed');
    expect(goCardless.needs(listed, {}).map(({ key }) => key)).toEqual(['subscription']);
    const { subscription = {} } = everything;
    const receivedAt = listed.receivedAt;
    expect(goCardless.normalize(listed, { subscription }, { account: ACCOUNT })).toEqual(
      goCardless.normalize({ ...rawOf(one), receivedAt }, everything, { account: ACCOUNT }),
    );
  });
});

describe('a mark', () => {
  const failure = goCardless.normalize(rawOf(event('payments.failed')), {}, { account: ACCOUNT });
  async function marked(metadata: JsonObject, of: PaymentEvent | undefined = failure) {
    if (!of) throw new Error('No event');
    const asked: unknown[] = [];
    const client = async (request: { method: string; path: string; body?: JsonObject }) => {
      asked.push([request.method, request.path, request.body]);
      return { [request.path.split('/')[1] ?? '']: { id: 'PM0GALBI', metadata } };
    };
    await performMark(
      client,
      goCardless.mark?.(of, { caseId: 'case_1', status: 'open' }) ?? [],
      {},
    );
    return asked;
  }

  test('keeps what the house wrote, and takes the room that is left of three keys', async () => {
    const ours = { payment_failure_case: 'case_1', payment_failure_status: 'open' };
    const path = '/payments/PM0GALBI';
    const wrote = (metadata: JsonObject) => [
      ['GET', path, undefined],
      ['PUT', path, { payments: { metadata } }],
    ];
    expect(await marked({})).toEqual(wrote(ours));
    expect(await marked({ table: '12' })).toEqual(wrote({ table: '12', ...ours }));
    expect(await marked({ table: '12', payment_failure_case: 'case_0' })).toEqual(
      wrote({ table: '12', ...ours }),
    );
    expect(await marked({ table: '12', order_id: '7' })).toEqual(
      wrote({ table: '12', order_id: '7', payment_failure_case: 'case_1' }),
    );
    expect(await marked({ a: '1', b: '2', c: '3' })).toEqual([['GET', path, undefined]]);
  });

  test('of a refund is made on its payment, and of a mandate that ended on the mandate', async () => {
    const paths = async (type: string) => {
      const told = goCardless.normalize(rawOf(event(type)), {}, { account: ACCOUNT });
      return (await marked({}, told)).map((call) => [call].flat().slice(0, 2).join(' '));
    };
    expect(await paths('refunds.failed')).toEqual([
      'GET /payments/PM0GALBI',
      'PUT /payments/PM0GALBI',
    ]);
    expect(await paths('mandates.expired')).toEqual([
      'GET /mandates/MD0GALBI',
      'PUT /mandates/MD0GALBI',
    ]);
  });

  test('is made on nothing that has no metadata, or is another business’s', async () => {
    const started = goCardless.normalize(
      rawOf(event('subscriptions.created')),
      {},
      { account: ACCOUNT },
    );
    expect(await marked({}, started)).toEqual([]);
    expect(await marked({}, failure && { ...failure, connected: true })).toEqual([]);
  });

  test('what is owed is asked for where it stands', () => {
    const paths = [
      { type: 'payment', value: 'PM1' },
      { type: 'refund', value: 'RF1' },
      { type: 'setup', value: 'MD1' },
      { type: 'order', value: 'order-1' },
    ] as const;
    expect(paths.map((one) => goCardless.state?.(one)?.path)).toEqual([
      '/payments/PM1',
      '/refunds/RF1',
      '/mandates/MD1',
      undefined,
    ]);
  });
});
