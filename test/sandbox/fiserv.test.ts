import type { IHttpRequestOptions } from 'n8n-workflow';
import { FiservSigningSecret } from '../../credentials/FiservSigningSecret.credentials';
import { object, text } from '../../nodes/core/event/json';
import type { Http } from '../../nodes/core/gateway/apiClient';
import { fiserv } from '../../nodes/Fiserv/fiserv.adapter';
import { orderRead, transactionRead } from '../../nodes/Fiserv/requests';
import { ask } from './ask';
import { createFiserv } from './fiserv';
import type { SentRequest } from './request';

/** The sandbox’s Fiserv, asked by the adapter’s own client with the pack’s own credential. */

const KEY = { apiKey: 'k3yOfTheHouse', apiSecret: 's3cretOfTheHouse' };
const gateway = createFiserv({ ...KEY, store: '12340056789', merchant: '100009000000035' });
const store = { product: 'ipg', environment: 'sandbox', account: '12340056789', ...KEY };
const merchant = { ...store, product: 'commerceHub', account: '100009000000035' };

function clientOf(credential: Record<string, string>, again = false) {
  const { authenticate } = new FiservSigningSecret();
  const http: Http = async ({ method, url, headers, body }) => {
    const asked: IHttpRequestOptions = { method, url, headers: { ...headers } };
    if (body !== undefined) asked.body = body;
    const signed = await authenticate(credential, asked);
    const signedHeaders = Object.entries(object(signed.headers)).map(([name, value]) => [
      name,
      text(value) ?? '',
    ]);
    const request: SentRequest = {
      method,
      url,
      headers: Object.fromEntries(signedHeaders),
      text: text(signed.body),
    };
    if (again) await ask(gateway.services, request);
    return await ask(gateway.services, request);
  };
  return fiserv.api(http, credential);
}

test('the IPG tells of what was paid on its page, and of its order', async () => {
  const form = gateway.checkOut({ order: 'DEP-1', total: '45.00', approval: 'N:05:No' });
  const client = clientOf(store);
  expect(await client(transactionRead(form['ipgTransactionId'] ?? ''))).toMatchObject({
    orderId: 'DEP-1',
    approvalCode: 'N:05:No',
  });
  expect(await client(orderRead('DEP-1'))).toMatchObject({ orderId: 'DEP-1' });
  await expect(client(transactionRead('1'))).rejects.toMatchObject({ status: 404 });
});

test('Commerce Hub answers an inquiry for its own merchant', async () => {
  const charge = {
    gatewayResponse: { transactionProcessingDetails: { transactionId: 'b7c0' } },
  };
  gateway.put(charge);
  expect(await clientOf(merchant)(transactionRead('b7c0'))).toEqual({ list: [charge] });
  const other = clientOf({ ...merchant, account: 'another' });
  await expect(other(transactionRead('b7c0'))).rejects.toMatchObject({ status: 404 });
});

test('a strange key, or a request that comes a second time, is refused', async () => {
  for (const credential of [store, merchant]) {
    const strange = clientOf({ ...credential, apiSecret: 'strange' });
    await expect(strange(transactionRead('1'))).rejects.toMatchObject({ status: 401 });
    await expect(clientOf(credential, true)(transactionRead('1'))).rejects.toMatchObject({
      status: 401,
    });
  }
});
