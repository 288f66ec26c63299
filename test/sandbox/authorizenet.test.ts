import type { IHttpRequestOptions } from 'n8n-workflow';
import { AuthorizeNetSigningSecret } from '../../credentials/AuthorizeNetSigningSecret.credentials';
import { authorizenet } from '../../nodes/AuthorizeNet/authorizenet.adapter';
import { API, transactionDetails } from '../../nodes/AuthorizeNet/requests';
import { text } from '../../nodes/core/event/json';
import type { Http } from '../../nodes/core/gateway/apiClient';
import { ask } from './ask';
import { AUTHORIZENET, createAuthorizeNet } from './authorizenet';

/** The sandbox's Authorize.Net, asked by the adapter's own client with the pack's own credential. */

const LOGIN = { apiLoginId: 'emberRice', transactionKey: '4Ktq966gC55GAX7S' };
const gateway = createAuthorizeNet({
  ...LOGIN,
  signatureKey: 'AB'.repeat(64),
  gatewayId: '730214',
});

function clientOf(transactionSecret: string) {
  const credential = { apiLoginId: LOGIN.apiLoginId, transactionSecret, environment: 'sandbox' };
  const { authenticate } = new AuthorizeNetSigningSecret();
  const http: Http = async ({ method, url, headers, body }) => {
    const asked: IHttpRequestOptions = { method, url, headers: { ...headers } };
    if (body !== undefined) asked.body = body;
    const signed = await authenticate(credential, asked);
    expect(new URL(url).host).toBe(AUTHORIZENET);
    const { username = '', password = '' } = signed.auth ?? {};
    const login = Buffer.from(`${username}:${password}`).toString('base64');
    return await ask([gateway.service], {
      method,
      url,
      headers: { authorization: `Basic ${login}` },
      text: text(signed.body),
    });
  };
  return authorizenet.api(http, credential);
}
const client = clientOf(LOGIN.transactionKey);

test('a login is known by its gateway id, and a strange one is refused by either API', async () => {
  const { read, id } = authorizenet.account;
  expect(id(await client(read))).toBe('730214');
  await expect(clientOf('strange')(read)).rejects.toMatchObject({ status: 401, code: 'E00007' });
  await expect(
    clientOf('strange')({ method: 'GET', path: '/rest/v1/webhooks' }),
  ).rejects.toMatchObject({ status: 401 });
});

test('fields in another order than the schema’s are refused', async () => {
  const body = {
    getSettledBatchListRequest: {
      lastSettlementDate: '2026-11-23T00:00:00Z',
      firstSettlementDate: '2026-11-22T00:00:00Z',
    },
  };
  await expect(client({ method: 'POST', path: API, body })).rejects.toMatchObject({
    code: 'E00003',
  });
});

test('an endpoint is made, listed, mended and deleted', async () => {
  const { registration } = authorizenet;
  if (!registration) throw new Error('Authorize.Net has an API for endpoints');
  const made = registration.readOne(
    await client(registration.create('https://n8n.bbq.example/webhook/1/webhook', '')),
  );
  expect(registration.readList(await client(registration.list))).toEqual([made]);
  await client(registration.update(made));
  await client(registration.delete(made));
  expect(registration.readList(await client(registration.list))).toEqual([]);
  await expect(client(registration.delete(made))).rejects.toMatchObject({ status: 404 });
  await expect(client(registration.create('http://n8n.local', ''))).rejects.toMatchObject({
    status: 400,
  });
});

test('a look finds a decline before and after it was settled, as the same event', async () => {
  const transId = gateway.charge({ amount: 86.4, invoiceNumber: 'BBQ-1', reasonCode: 2 });
  const { backfill } = authorizenet;
  const look = async () => {
    const to = new Date().toISOString();
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const span = { account: '730214', from, to };
    const waiting = [...(backfill?.reads(span) ?? [])];
    const ids: string[] = [];
    for (let asked = waiting.shift(); asked; asked = waiting.shift()) {
      const found = backfill?.read(await client(asked), asked, span);
      ids.push(...(found?.events ?? []).map(({ id }) => id));
      waiting.push(...(found?.more ?? []));
    }
    return ids;
  };
  expect(await look()).toEqual([`transaction.declined:${transId}`]);
  gateway.settle();
  expect(await look()).toEqual([`transaction.declined:${transId}`]);
  await expect(client(transactionDetails('1'))).rejects.toMatchObject({ status: 404 });
});
