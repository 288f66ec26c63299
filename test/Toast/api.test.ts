import { mock } from 'jest-mock-extended';
import type { IHttpRequestHelper } from 'n8n-workflow';
import { ToastSigningSecret } from '../../credentials/ToastSigningSecret.credentials';
import { text, type JsonObject } from '../../nodes/core/event/json';
import type { RawEvent } from '../../nodes/core/event/rawEvent';
import { readAccount } from '../../nodes/core/gateway/accountOf';
import type { HttpRequest } from '../../nodes/core/gateway/apiClient';
import type { Look } from '../../nodes/core/gateway/look';
import { backfill } from '../../nodes/Toast/backfill';
import { toast } from '../../nodes/Toast/toast.adapter';
import { lookWhileChanged } from '../lookWhileChanged';
import { AT, check, message, order, payment, RESTAURANT } from '../fixtures/toast';

const CREDENTIAL = { environment: 'live', restaurantGuid: RESTAURANT, clientId: 'bbq' };

function restaurant(credential: Readonly<Record<string, string>>, status = 200, body = '{}') {
  const asked: HttpRequest[] = [];
  const client = toast.api(async (request) => {
    asked.push(request);
    return { status, headers: {}, body };
  }, credential);
  return { client, asked };
}
const table = { method: 'GET', path: '/config/v2/tables/12' } as const;

describe('Toast is asked', () => {
  test('at the restaurant that the credential names, or the one that the event names', async () => {
    const { client, asked } = restaurant(CREDENTIAL);
    await client(table);
    await client({ ...table, account: 'harbor' });
    expect(asked.map(({ url, headers }) => [url, headers['Toast-Restaurant-External-ID']])).toEqual(
      [
        ['https://ws-api.toasttab.com/config/v2/tables/12', RESTAURANT],
        ['https://ws-api.toasttab.com/config/v2/tables/12', 'harbor'],
      ],
    );
  });

  test.each([
    [{ ...CREDENTIAL, environment: 'sandbox' }, 'https://ws-sandbox-api.eng.toasttab.com'],
    [{ ...CREDENTIAL, apiHost: 'https://toast.example/' }, 'https://toast.example'],
  ])('where it is: %j', async (credential, host) => {
    const { client, asked } = restaurant(credential);
    await client(table);
    expect(asked[0]?.url).toBe(`${host}/config/v2/tables/12`);
  });

  test('nothing at all without access to its API, and nothing fails for it', async () => {
    const { client, asked } = restaurant({ restaurantGuid: RESTAURANT }, 500);
    expect(await client(table)).toEqual({});
    expect(toast.account.id(await client(toast.account.read))).toBe(RESTAURANT);
    expect(asked).toEqual([]);
  });

  test('and where it says no, the owner reads which scopes are needed', async () => {
    const { client } = restaurant(CREDENTIAL, 403, '{"message":"Forbidden","code":10001}');
    await expect(client(table)).rejects.toThrow(/Forbidden.*config:read/);
    const { client: other } = restaurant(CREDENTIAL, 400, '{"code":"BAD"}');
    await expect(other(table)).rejects.toMatchObject({ code: 'BAD' });
  });

  test('whether a payment is paid by now, and of nothing else', () => {
    expect(toast.state?.({ type: 'payment', value: 'pay/1' })).toEqual({
      method: 'GET',
      path: '/orders/v2/payments/pay%2F1',
      key: 'state',
    });
    expect(toast.state?.({ type: 'order', value: 'check' })).toBeUndefined();
  });
});

describe('the credential', () => {
  test('says what orders leave out', () => {
    expect(toast.supplies?.({ environment: 'live', currency: ' usd ' })).toEqual({
      live: true,
      currency: 'USD',
    });
    expect(toast.supplies?.({ environment: 'sandbox' })).toEqual({
      live: false,
      currency: undefined,
    });
  });

  test('has something to sign a sample with', () => {
    expect(toast.sealingSecret?.({ clientSecret: 'c', signingSecrets: 's' })).toBe('c');
    expect(toast.sealingSecret?.({ clientSecret: '', signingSecrets: 's' })).toBe('s');
  });

  const login = async (answer: unknown) => {
    const asked: unknown[] = [];
    const helper = mock<IHttpRequestHelper>({
      helpers: {
        httpRequest: async (request: unknown) => {
          asked.push(request);
          return answer;
        },
      },
    });
    const known = new ToastSigningSecret();
    const given = { clientId: 'bbq', clientSecret: 'smoke' };
    return { signedIn: await known.preAuthentication.call(helper, given), asked };
  };

  test('signs in as a machine, and keeps the token', async () => {
    const { signedIn, asked } = await login({ token: { accessToken: 'jwt', expiresIn: 86400 } });
    expect(signedIn).toEqual({ accessToken: 'jwt' });
    expect(asked).toEqual([
      {
        method: 'POST',
        url: 'https://ws-api.toasttab.com/authentication/v1/authentication/login',
        body: { clientId: 'bbq', clientSecret: 'smoke', userAccessType: 'TOAST_MACHINE_CLIENT' },
        json: true,
      },
    ]);
  });

  test('holds no token where Toast gives none', async () => {
    for (const answer of ['no', {}, { token: null }]) {
      expect((await login(answer)).signedIn).toEqual({ accessToken: '' });
    }
  });
});

describe('a look for what was missed', () => {
  const look: Look = {
    account: RESTAURANT,
    currency: 'USD',
    from: '2026-11-20T19:20:00.000Z',
    to: AT,
  };
  const [first] = backfill.reads(look);
  if (!first) throw new Error('There is nothing to read');

  test('asks for the orders that changed, as Toast writes times', () => {
    expect(first).toEqual({
      method: 'GET',
      path: '/orders/v2/ordersBulk',
      query: {
        startDate: '2026-11-20T19:20:00.000+0000',
        endDate: '2026-11-20T19:30:00.000+0000',
        pageSize: '50',
        page: '1',
      },
      account: RESTAURANT,
    });
  });

  test('finds a denial under the id that a delivery has', () => {
    const about = order([check([payment('pay-1')])]);
    const { events } = backfill.read({ list: [about] }, first, look);
    const pushed = toast.split(
      {
        timestamp: AT,
        eventType: 'order_updated',
        details: { restaurantGuid: RESTAURANT, order: about },
      },
      AT,
    );
    expect(events.map(({ id }) => id)).toEqual(pushed?.events.map(({ id }) => id));
    expect(events[0]).toMatchObject({ id: 'pay-1:DENIED', account: RESTAURANT, receivedAt: AT });
  });

  test('tells of one restaurant, however its GUID was pasted into the credential', async () => {
    const pasted = { restaurantGuid: ` ${RESTAURANT.toUpperCase()} ` };
    const account = await readAccount(toast, restaurant(pasted).client, pasted);
    const about = order([check([payment('pay-1')])]);
    const found = backfill.read({ list: [about] }, first, { ...look, account: account ?? '' });
    const delivered = toast.split(message(about), AT);
    const idsOf = (events: readonly RawEvent[] = []) =>
      events.map((raw) => toast.normalize(raw, {}, look)?.id);
    expect(idsOf(found.events)).toEqual(idsOf(delivered?.events));
  });

  test('turns pages where as many orders were changed in one millisecond', () => {
    const [instant] = backfill.reads({ ...look, from: '2026-11-20T19:29:59.999Z' });
    if (!instant) throw new Error('There is nothing to read');
    const full = { list: Array.from({ length: 50 }, () => order([check([payment('pay-1')])])) };
    const { events, more } = backfill.read(full, instant, look);
    expect(events.length).toBeGreaterThanOrEqual(50);
    expect(more).toEqual([{ ...instant, query: { ...instant.query, page: '2' } }]);
    expect(backfill.read({ list: [order([])] }, first, look).more).toEqual([]);
  });

  test('finds every denial of a long outage, though the till goes on changing older orders', () => {
    const changedAt = ({ modifiedDate }: JsonObject) => Date.parse(text(modifiedDate) ?? '');
    const { events, untouched } = lookWhileChanged(backfill, look, {
      rows: Array.from({ length: 220 }, (_, index) =>
        order([check([payment(`pay-${index}`)], { guid: `check-${index}` })], {
          guid: String(index),
          modifiedDate: new Date(Date.parse(look.from) + index * 2_000).toISOString(),
        }),
      ),
      changedAt,
      touch: (row) => ({ ...row, modifiedDate: '2026-11-20T19:30:03.000Z' }),
      answer: (rows, { query = {} }) => {
        const [from, to] = [query['startDate'], query['endDate']].map((one) =>
          Date.parse(String(one)),
        );
        const isIn = (at: number) => at >= (from ?? 0) && at < (to ?? 0);
        const size = Number(query['pageSize']);
        const before = size * (Number(query['page']) - 1);
        return { list: rows.filter((row) => isIn(changedAt(row))).slice(before, before + size) };
      },
    });
    expect(untouched.length).toBeGreaterThan(180);
    const found = events.map(({ id }) => id);
    expect(found).toEqual(
      expect.arrayContaining(untouched.map(({ guid }) => `pay-${text(guid)}:DENIED`)),
    );
  });
});
