import { CloverSigningSecret } from '../../credentials/CloverSigningSecret.credentials';
import { text, type JsonObject } from '../../nodes/core/event/json';
import type { ApiRequest, HttpRequest } from '../../nodes/core/gateway/apiClient';
import type { Credential } from '../../nodes/core/gateway/credential';
import type { Look } from '../../nodes/core/gateway/look';
import type { Marking } from '../../nodes/core/gateway/performMark';
import { backfill } from '../../nodes/Clover/backfill';
import { clover } from '../../nodes/Clover/clover.adapter';
import { readMerchant, readOrder, readPayment } from '../../nodes/Clover/requests';
import { lookWhileChanged } from '../lookWhileChanged';
import {
  checkedOut,
  EVENING,
  MERCHANT,
  NOODLES,
  ORDER,
  order,
  PAYMENT,
  payment,
  updated,
} from '../fixtures/clover';

const credential: Credential = { region: 'us', merchantId: ` ${MERCHANT}`, apiToken: 'till-token' };
const answering = (
  given: Credential = credential,
  answer: (request: HttpRequest) => readonly [status: number, body: JsonObject] = () => [200, {}],
) => {
  const sent: HttpRequest[] = [];
  const client = clover.api(async (request) => {
    sent.push(request);
    const [status, body] = answer(request);
    return { status, headers: {}, body: JSON.stringify(body) };
  }, given);
  return { client, sent, urls: () => sent.map(({ method, url }) => `${method} ${url}`) };
};
const chargeOf = (id: string): ApiRequest => ({ method: 'GET', path: `/v1/charges/${id}` });

describe('where it is asked', () => {
  test.each([
    ['us', 'https://api.clover.com'],
    ['eu', 'https://api.eu.clover.com'],
    ['la', 'https://api.la.clover.com'],
    ['sandbox', 'https://apisandbox.dev.clover.com'],
    [undefined, 'https://api.clover.com'],
  ])('in the region %s', async (region, host) => {
    const { client, urls } = answering({ ...credential, region });
    await client(readMerchant);
    expect(urls()).toEqual([`GET ${host}/v3/merchants/${MERCHANT}`]);
  });

  test('the same merchant, asked for by all events of a run, once; and again where it failed', async () => {
    let status = 404;
    const { client, urls } = answering(credential, () => [status, { message: 'No.' }]);
    await expect(client(readMerchant)).rejects.toThrow('Clover does not find');
    status = 200;
    await Promise.all([client(readMerchant), client(readMerchant)]);
    await client({ ...readMerchant, account: NOODLES });
    expect(urls()).toHaveLength(3);
  });

  test('for the merchant that the event names', async () => {
    const { client, urls } = answering();
    await client({ ...readPayment('a/b'), account: NOODLES });
    await client(readOrder(ORDER));
    expect(urls()).toEqual([
      `GET https://api.clover.com/v3/merchants/${NOODLES}/payments/a%2Fb?expand=cardTransaction%2Ctender`,
      `GET https://api.clover.com/v3/merchants/${MERCHANT}/orders/${ORDER}?expand=customers%2ClineItems%2CorderType`,
    ]);
  });

  test('why a card was declined on the web: where there is a key for it, and nowhere else', async () => {
    const keyed = { ...credential, ecommercePrivateKey: 'web-key' };
    const { client, urls } = answering(keyed);
    await client(chargeOf(PAYMENT));
    expect(urls()).toEqual([`GET https://scl.clover.com/v1/charges/${PAYMENT}`]);
    for (const other of [credential, { ...keyed, region: 'eu' }]) {
      const unasked = answering(other);
      expect(await unasked.client(chargeOf(PAYMENT))).toEqual({});
      expect(unasked.sent).toEqual([]);
    }
  });

  test('a payment of the till is no charge on the web, which leaves nothing incomplete', async () => {
    const keyed = { ...credential, region: 'sandbox', ecommercePrivateKey: 'web-key' };
    expect(await answering(keyed, () => [404, {}]).client(chargeOf(PAYMENT))).toEqual({});
    await expect(
      answering(keyed, () => [401, { error: { message: 'No.', code: 'unauthorized' } }]).client(
        chargeOf(PAYMENT),
      ),
    ).rejects.toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('private key'),
    });
  });

  test('a token that may not do this is named as such, with what it has to be allowed', async () => {
    await expect(
      answering(credential, () => [401, { message: '401 Unauthorized' }]).client(readMerchant),
    ).rejects.toThrow(/401 Unauthorized Make an API token .* read merchant, payments, orders/);
  });

  test('the account and what the credential tells of it', () => {
    expect(clover.account.id({ id: MERCHANT })).toBe(MERCHANT);
    expect(clover.account.id({})).toBeUndefined();
    expect(clover.supplies?.({ currency: ' CAD ' })).toEqual({ live: true, currency: 'CAD' });
    expect(clover.supplies?.({ region: 'sandbox' })).toEqual({ live: false });
  });
});

describe('what the credential signs in with', () => {
  const { authenticate } = new CloverSigningSecret();
  const data = {
    merchantId: MERCHANT,
    apiToken: 'till-token',
    ecommercePrivateKey: 'web-key',
    merchantTokens: `${NOODLES}=noodle-token, broken`,
  };
  const signedIn = async (url: string, baseURL?: string) => {
    const { headers } = await authenticate(data, {
      url,
      ...(baseURL !== undefined && { baseURL }),
      headers: { Accept: 'application/json' },
    });
    return headers;
  };

  test.each([
    [`https://api.clover.com/v3/merchants/${MERCHANT}/payments`, 'till-token'],
    [`https://api.clover.com/v3/merchants/${NOODLES}/payments/P`, 'noodle-token'],
    ['https://api.clover.com/v3/merchants/UNKNOWN/payments/P', 'till-token'],
    [`https://scl.clover.com/v1/charges/${PAYMENT}`, 'web-key'],
  ])('%s', async (url, token) => {
    expect(await signedIn(url)).toEqual({
      Accept: 'application/json',
      Authorization: `Bearer ${token}`,
    });
  });

  test('its own test in n8n', async () => {
    const { Authorization } = (await signedIn(`/v3/merchants/${NOODLES}`, 'https://x')) ?? {};
    expect(Authorization).toBe('Bearer noodle-token');
  });
});

describe('looking for declined payments', () => {
  const look: Look = {
    account: MERCHANT,
    from: new Date(EVENING - 600_000).toISOString(),
    to: new Date(EVENING).toISOString(),
  };
  const [first] = backfill.reads(look);
  if (!first) throw new Error('nothing to read');
  const listed = (...elements: readonly JsonObject[]) => backfill.read({ elements }, first, look);

  test('asks for what was changed since', async () => {
    const { client, sent } = answering();
    await client(first);
    const { pathname, searchParams } = new URL(sent[0]?.url ?? '');
    expect(pathname).toBe(`/v3/merchants/${MERCHANT}/payments`);
    expect([...searchParams]).toEqual([
      ['filter', `modifiedTime>=${EVENING - 600_000}`],
      ['filter', `modifiedTime<=${EVENING}`],
      ['expand', 'cardTransaction,tender'],
      ['limit', '100'],
      ['offset', '0'],
    ]);
  });

  test('page by page where as many were changed in one millisecond', () => {
    const full = Array.from({ length: 100 }, () => payment());
    const [instant] = backfill.reads({ ...look, from: look.to });
    if (!instant) throw new Error('nothing to read');
    const { events, more } = backfill.read({ elements: full }, instant, look);
    expect(events).toHaveLength(100);
    expect(more.map(({ query }) => query?.['offset'])).toEqual(['100']);
    const [second] = more;
    if (!second) throw new Error('no next page');
    expect(backfill.read({ elements: full }, second, look).more[0]?.query?.['offset']).toBe('200');
    expect(listed(payment()).more).toEqual([]);
  });

  test('and finds every decline of a long outage, though the till goes on changing older payments', () => {
    const { events, untouched } = lookWhileChanged(backfill, look, {
      rows: Array.from({ length: 500 }, (_, index) =>
        payment({ id: `P${index}`, modifiedTime: EVENING - 600_000 + index * 1_000 }),
      ),
      changedAt: ({ modifiedTime }) => Number(modifiedTime),
      touch: (row) => ({ ...row, modifiedTime: EVENING + 3_000 }),
      answer: (rows, { query = {} }) => {
        const [from = 0, to = 0] = [query['filter'] ?? []]
          .flat()
          .map((one) => Number(one.replace(/^modifiedTime[<>]=/, '')));
        const isIn = (at: number) => at >= from && at <= to;
        const offset = Number(query['offset']);
        return {
          elements: rows
            .filter(({ modifiedTime }) => isIn(Number(modifiedTime)))
            .slice(offset, offset + Number(query['limit'])),
        };
      },
    });
    expect(untouched.length).toBeGreaterThan(450);
    const found = events.map(({ id }) => id);
    expect(found).toEqual(
      expect.arrayContaining(untouched.map(({ id }) => `${text(id)}:payment.failed`)),
    );
  });

  test('names each after the payment and its end, so that none is told twice', () => {
    const { events } = listed(
      payment(),
      payment({ id: 'PAID', result: 'SUCCESS' }),
      payment({ id: 'TAB', result: 'AUTH' }),
      payment({ id: 'GONE', result: 'VOIDED' }),
      payment({ id: null }),
      payment({ result: 'BRAND_NEW' }),
    );
    expect(events.map(({ id }) => id)).toEqual([
      `${PAYMENT}:payment.failed`,
      'PAID:payment.succeeded',
      'GONE:payment.canceled',
    ]);
    const [found] = events;
    if (!found) throw new Error('nothing found');
    const event = clover.normalize(found, {}, { account: MERCHANT, currency: 'USD' });
    expect(event).toMatchObject({
      id: `clover:${MERCHANT}:${PAYMENT}:payment.failed`,
      type: 'payment.failed',
      occurredAt: '2026-11-22T10:00:00.000Z',
      amount: { decimal: '186.40' },
      instrument: { last4: '1111' },
    });
    expect(clover.needs(found, {}).map(({ key }) => key)).toEqual(['order', 'merchant', 'charge']);
  });
});

describe('writing case and state on the order', () => {
  const marked = (event = updated()) => {
    const normalized = clover.normalize(
      event,
      { payment: payment() },
      { account: MERCHANT, currency: 'USD' },
    );
    if (!normalized) throw new Error('told of nothing');
    return (status: string) => clover.mark?.(normalized, { caseId: 'case_1', status }) ?? [];
  };
  const writes = ([one]: readonly Marking[], answer: JsonObject): readonly ApiRequest[] =>
    one && 'write' in one ? one.write(answer) : [];
  const path = `/v3/merchants/{mId}/orders/${ORDER}`;

  test('reads the order first, and keeps what staff wrote', () => {
    const [one] = marked()('open');
    expect(one).toMatchObject({ read: { method: 'GET', path } });
    expect(writes(marked()('open'), order())).toEqual([
      { method: 'POST', path, body: { note: 'Birthday [payment case case_1: open]' } },
    ]);
  });

  test('replaces what it wrote before, and writes nothing twice', () => {
    const before = order({ note: 'Birthday [payment case case_0: open]' });
    expect(writes(marked()('settled'), before)[0]?.body).toEqual({
      note: 'Birthday [payment case case_1: settled]',
    });
    const stands = order({ note: '[payment case case_1: open]' });
    expect(writes(marked()('open'), stands)).toEqual([]);
  });

  test('puts an unpaid order that the till hides among the open ones, and leaves every other state', () => {
    expect(writes(marked()('open'), order({ note: null, state: null }))[0]?.body).toEqual({
      note: '[payment case case_1: open]',
      state: 'open',
    });
    expect(writes(marked()('settled'), order({ state: null }))[0]?.body).not.toHaveProperty(
      'state',
    );
    expect(writes(marked()('open'), order({ state: 'locked' }))[0]?.body).not.toHaveProperty(
      'state',
    );
  });

  test('does not cut a note that is full', () => {
    expect(writes(marked()('open'), order({ note: 'x'.repeat(2_040) }))).toEqual([]);
  });

  test('for the restaurant that it belongs to, and where there is an order', () => {
    const [elsewhere] = marked({ ...updated(), account: NOODLES })('open');
    expect(elsewhere).toMatchObject({ read: { account: NOODLES } });
    const event = clover.normalize(checkedOut(), {}, { account: MERCHANT });
    expect(event && clover.mark?.(event, { caseId: 'case_1', status: 'open' })).toEqual([]);
  });

  test('asks whether a payment or an order is paid now', () => {
    expect(clover.state?.({ type: 'payment', value: PAYMENT })).toMatchObject({
      key: 'state',
      path: `/v3/merchants/{mId}/payments/${PAYMENT}`,
    });
    expect(clover.state?.({ type: 'order', value: ORDER })).toMatchObject({ key: 'state', path });
    expect(clover.state?.({ type: 'invoice', value: '1' })).toBeUndefined();
  });
});
