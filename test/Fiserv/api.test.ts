import { createHmac } from 'node:crypto';
import { FiservSigningSecret } from '../../credentials/FiservSigningSecret.credentials';
import type { HttpRequest } from '../../nodes/core/gateway/apiClient';
import { object, text } from '../../nodes/core/event/json';
import { fiserv } from '../../nodes/Fiserv/fiserv.adapter';
import { STORE } from '../fixtures/fiserv';
import { containing } from '../core/gateway/matchers';

const store = {
  product: 'ipg',
  environment: 'live',
  account: STORE,
  apiKey: 'k3yOfTheHouse',
  apiSecret: 's3cretOfTheHouse',
};
const merchant = { ...store, product: 'commerceHub', account: '100009000000035' };

function gateway(credential: object, answer: unknown = {}, status = 200) {
  const asked: HttpRequest[] = [];
  const client = fiserv.api(
    async (request) => {
      asked.push(request);
      return { status, headers: {}, body: JSON.stringify(answer) };
    },
    { ...credential },
  );
  return { client, asked };
}
const state = fiserv.state?.({ type: 'charge', value: '84120076543' });
const ask = state ?? { method: 'GET' as const, path: '', key: '' };

test.each([
  [store, 'https://prod.emea.api.fiservapps.com/ipp/payments-gateway/v2'],
  [
    { ...store, environment: 'sandbox' },
    'https://prod.emea.api.fiservapps.com/sandbox/ipp/payments-gateway/v2',
  ],
  [
    { ...store, apiUrl: 'https://prod.api.firstdata.com/gateway/v2/' },
    'https://prod.api.firstdata.com/gateway/v2',
  ],
])('a transaction of the IPG is read by its number', async (credential, base) => {
  const { client, asked } = gateway(credential, { ipgTransactionId: '84120076543' });
  expect(await client(ask)).toEqual({ ipgTransactionId: '84120076543' });
  expect(asked).toMatchObject([{ method: 'GET', url: `${base}/payments/84120076543` }]);
});

test.each([
  [merchant, 'https://prod.api.fiservapps.com/ch', { merchantId: '100009000000035' }],
  [
    { ...merchant, environment: 'sandbox', terminalId: '10000002' },
    'https://cert.api.fiservapps.com/ch',
    { merchantId: '100009000000035', terminalId: '10000002' },
  ],
])(
  'one of Commerce Hub is inquired after, for its merchant',
  async (credential, base, merchantDetails) => {
    const { client, asked } = gateway(credential, [{ gatewayResponse: {} }]);
    expect(await client(ask)).toEqual({ list: [{ gatewayResponse: {} }] });
    expect(asked).toMatchObject([
      { method: 'POST', url: `${base}/payments/v1/transaction-inquiry` },
    ]);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      referenceTransactionDetails: { referenceTransactionId: '84120076543' },
      merchantDetails,
    });
  },
);

test('without an API key nobody is asked, and nothing fails', async () => {
  for (const lacking of [{ apiKey: '' }, { apiSecret: '' }]) {
    const { client, asked } = gateway({ ...store, ...lacking });
    expect(await client(ask)).toEqual({});
    expect(asked).toEqual([]);
  }
});

test('the account is what the credential names', async () => {
  const { client, asked } = gateway(store);
  expect(fiserv.account.id(await client(fiserv.account.read))).toBe(STORE);
  expect(asked).toEqual([]);
});

test.each([
  [{ error: { code: '2303', message: 'Invalid card' } }, '2303', 'Invalid card'],
  [{ error: [{ code: '104', message: 'Unknown merchant' }] }, '104', 'Unknown merchant'],
  [
    { errors: [{ title: 'Missing name', detail: 'The field is required' }] },
    undefined,
    'The field is required',
  ],
])('a refusal says why', async (answer, code, said) => {
  const { client } = gateway(store, answer, 400);
  await expect(client(ask)).rejects.toMatchObject({ code, message: containing(said) });
});

test('a key that is not accepted says where to find the right one', async () => {
  const { client } = gateway(store, {}, 401);
  await expect(client(ask)).rejects.toThrow('developer portal');
});

test('what is asked of nothing but transactions', () => {
  expect(fiserv.state?.({ type: 'order', value: 'DEP-1' })).toBeUndefined();
});

describe('the credential', () => {
  const { authenticate } = new FiservSigningSecret();
  const signed = async (credential: Record<string, string>, body?: string | object) => {
    const request = await authenticate(credential, {
      method: 'POST',
      url: 'https://cert.api.fiservapps.com/ch/payments/v1/transaction-inquiry',
      headers: { Accept: 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
    return { headers: object(request.headers), body: request.body };
  };
  const expected = (headers: ReturnType<typeof object>, body = '') =>
    createHmac('sha256', store.apiSecret)
      .update(
        [store.apiKey, text(headers['Client-Request-Id']), text(headers['Timestamp']), body].join(
          '',
        ),
      )
      .digest('base64');

  test('signs a request of the IPG', async () => {
    const { headers, body } = await signed(store);
    expect(body).toBeUndefined();
    expect(headers).toMatchObject({ Accept: 'application/json', 'Api-Key': store.apiKey });
    expect(headers['Message-Signature']).toBe(expected(headers));
    expect(Math.abs(Number(headers['Timestamp']) - Date.now())).toBeLessThan(5_000);
    expect(headers['Client-Request-Id']).not.toBe(
      (await signed(store)).headers['Client-Request-Id'],
    );
  });

  test('signs one of Commerce Hub, and sends the very text that it signed', async () => {
    for (const given of ['{"a":1.50}', { a: 1 }]) {
      const { headers, body } = await signed(merchant, given);
      expect(headers).toMatchObject({ 'Auth-Token-Type': 'HMAC' });
      expect(headers['Authorization']).toBe(expected(headers, text(body)));
      expect(headers).not.toHaveProperty('Message-Signature');
    }
  });
});

test('what the account supplies is as the credential has it', () => {
  expect(fiserv.supplies?.({ environment: 'sandbox' })).toEqual({
    live: false,
    reference: 'payment',
    trustsUnsigned: false,
  });
  expect(fiserv.supplies?.({ orderNumber: 'order', trustUnsigned: true })).toEqual({
    live: true,
    reference: 'order',
    trustsUnsigned: true,
  });
});
