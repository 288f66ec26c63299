import { goCardless } from '../../nodes/GoCardless/goCardless.adapter';
import type { Http } from '../../nodes/core/gateway/apiClient';
import { completeEvent } from '../../nodes/core/gateway/completeEvent';
import { retryOf } from '../../nodes/core/gateway/recover';
import { ask } from './ask';
import { createGoCardless, GOCARDLESS } from './gocardless';

/** The sandbox's GoCardless, asked by the adapter's own client: it refuses what GoCardless would refuse. */

const TOKEN = 'sandbox_token';
const ACCOUNT = 'CR0EMBER';
const GUEST = { given_name: 'Minji', family_name: 'Kim', email: 'minji@example.com' };
const OWED = { amount: 4500, currency: 'EUR', scheme: 'sepa_core' } as const;

const gateway = createGoCardless({ token: TOKEN, creditor: ACCOUNT, secret: 'hush' });

function clientOf(token: string, more: Readonly<Record<string, string>> = {}) {
  const http: Http = ({ method, url, headers, body }) => {
    expect(new URL(url).host).toBe(GOCARDLESS);
    return ask([gateway.service], {
      method,
      url,
      headers: { ...headers, authorization: `Bearer ${token}`, ...more },
      text: body,
    });
  };
  return goCardless.api(http, { environment: 'sandbox' });
}
const client = clientOf(TOKEN);

test('a token is known by its creditor, and a strange one is refused', async () => {
  const { read, id } = goCardless.account;
  expect(id(await client(read))).toBe(ACCOUNT);
  await expect(clientOf('strange')(read)).rejects.toThrow('not a valid sandbox API access token');
  await expect(clientOf(TOKEN, { 'gocardless-version': '2014-01-01' })(read)).rejects.toThrow(
    'Version header required',
  );
});

test('a failed debit is completed from the payment to the guest', async () => {
  const payment = gateway.collect(OWED, GUEST);
  const event = gateway.report('payments.failed', { payment });
  const [raw] = goCardless.split({ events: [event] }, new Date().toISOString())?.events ?? [];
  if (!raw) throw new Error('No event');
  const { event: completed } = await completeEvent(goCardless, raw, { account: ACCOUNT }, client);
  expect(completed).toMatchObject({
    amount: { minor: 4500, currency: 'EUR' },
    customer: { name: 'Minji Kim' },
    incomplete: undefined,
  });
});

test('events are listed newest first, a page at a time, with what they are about', async () => {
  const since = new Date().toISOString();
  const payment = gateway.collect(OWED, GUEST);
  const told = Array.from({ length: 3 }, () => gateway.report('payments.failed', { payment }));
  const query = {
    resource_type: 'payments',
    include: 'payment',
    limit: '2',
    'created_at[gte]': since,
  };
  const asked = { method: 'GET', path: '/events', query } as const;
  const look = { account: ACCOUNT, from: since, to: new Date().toISOString() };
  const first = goCardless.backfill?.read(await client(asked), asked, look);
  const [next] = first?.more ?? [];
  if (!first || !next) throw new Error('There is one page only');
  const second = goCardless.backfill?.read(await client(next), next, look);
  expect([...first.events, ...(second?.events ?? [])].map(({ id }) => id)).toEqual(
    told.map(({ id }) => id).toReversed(),
  );
  expect(second?.more).toEqual([]);
  expect(first.events[0]?.payload.linked).toMatchObject({ payments: [{ id: payment }] });
  await expect(client({ ...asked, query: { include: 'payment' } })).rejects.toThrow(
    'resource_type',
  );
});

test('metadata hold three keys', async () => {
  const path = `/payments/${gateway.collect(OWED, GUEST)}`;
  const write = (metadata: Record<string, string>) =>
    client({ method: 'PUT', path, body: { payments: { metadata } } });
  await expect(write({ a: '1', b: '2', c: '3', d: '4' })).rejects.toThrow('at most 3 keys');
  await write({ a: '1' });
  expect(gateway.get('payments', path.split('/')[2] ?? '')).toMatchObject({ metadata: { a: '1' } });
});

test('a failed payment is collected once more, once for each failure and three times at most', async () => {
  const payment = gateway.collect(OWED, GUEST);
  const again = async (details = {}) => {
    const report = gateway.report(
      'payments.failed',
      { payment },
      { cause: 'insufficient_funds', ...details },
    );
    const [raw] = goCardless.split({ events: [report] }, new Date().toISOString())?.events ?? [];
    const told = raw && goCardless.normalize(raw, {}, { account: ACCOUNT });
    const { request } = (told && retryOf(goCardless, told)) ?? {};
    if (!request) throw new Error('There is no call');
    return await client(request, { retries: 0 });
  };
  expect(await again()).toMatchObject({ payments: { status: 'pending_submission' } });
  const path = `/payments/${payment}/actions/retry`;
  await expect(client({ method: 'POST', path })).rejects.toMatchObject({ code: 'retry_failed' });
  await again();
  await again();
  await expect(again()).rejects.toMatchObject({ code: 'number_of_retries_exceeded' });
});
