import { api } from '../../nodes/AuthorizeNet/api';
import { authorizenet } from '../../nodes/AuthorizeNet/authorizenet.adapter';
import { registration } from '../../nodes/AuthorizeNet/registration';
import { merchantDetails, transactionDetails } from '../../nodes/AuthorizeNet/requests';
import { AuthorizeNetSigningSecret } from '../../credentials/AuthorizeNetSigningSecret.credentials';
import type { ApiError, HttpRequest } from '../../nodes/core/gateway/apiClient';
import { pushedTypes } from '../../nodes/core/gateway/pushedTypes';
import { ACCOUNT, details } from '../fixtures/authorizenet';
import { containing } from '../core/gateway/matchers';

const house = {
  apiLoginId: 'bbqHouse',
  transactionSecret: '4Ktq966gC55GAX7S',
  environment: 'live',
};

/** Authorize.Net's answers begin with a byte-order mark. */
function gateway(answer: unknown, status = 200, credential: object = house) {
  const asked: HttpRequest[] = [];
  const client = api(
    async (request) => {
      asked.push(request);
      return { status, headers: {}, body: `\uFEFF${JSON.stringify(answer)}` };
    },
    { ...credential },
  );
  return { client, asked };
}
const refusal = (code: string, text: string) => ({
  messages: { resultCode: 'Error', message: [{ code, text }] },
});

test('reads an answer in spite of its byte-order mark', async () => {
  const { client, asked } = gateway(details());
  expect(await client(transactionDetails('60200001042'))).toEqual(details());
  expect(asked[0]).toMatchObject({
    method: 'POST',
    url: 'https://api.authorize.net/xml/v1/request.api',
    body: '{"getTransactionDetailsRequest":{"transId":"60200001042"}}',
  });
});

test('a sandbox has a host of its own', async () => {
  const { client, asked } = gateway({}, 200, { ...house, environment: 'sandbox' });
  await client(merchantDetails);
  expect(asked[0]?.url).toBe('https://apitest.authorize.net/xml/v1/request.api');
});

test('the account is the gateway id of the merchant', () => {
  expect(authorizenet.account.read).toBe(merchantDetails);
  expect(authorizenet.account.id({ gatewayId: ACCOUNT })).toBe(ACCOUNT);
  expect(authorizenet.account.id({ gatewayId: 730214 })).toBe(ACCOUNT);
  expect(authorizenet.account.id({})).toBeUndefined();
});

test.each([
  ['E00007', 401, 'User authentication failed due to invalid authentication values.'],
  ['E00011', 403, 'Access denied. You do not have permission to call the Transaction Details API.'],
  ['E00040', 404, 'The record cannot be found.'],
  ['E00003', 400, 'The element is out of order.'],
])('a refusal with %s, though it comes with a 200, is a %d', async (code, status, text) => {
  const { client } = gateway(refusal(code, text));
  const error = await client(merchantDetails).catch((caught: unknown) => caught as ApiError);
  expect(error).toMatchObject({ status, code, message: containing(text) });
});

test('a login that is not accepted says where to find the right one', async () => {
  const { client } = gateway(refusal('E00007', 'User authentication failed.'));
  await expect(client(merchantDetails)).rejects.toThrow(
    'Merchant Interface under Account, Settings',
  );
});

test('a server that is busy is asked again', async () => {
  const { client, asked } = gateway(refusal('E00053', 'The server is currently too busy.'));
  await expect(client(merchantDetails)).rejects.toMatchObject({ status: 503 });
  expect(asked).toHaveLength(2);
});

test('the REST API says why in words of its own', async () => {
  const { client } = gateway(
    { status: 400, reason: 'INVALID_DATA', message: 'The url is not reachable.' },
    400,
  );
  await expect(client(registration.list)).rejects.toMatchObject({
    code: 'INVALID_DATA',
    message: containing('The url is not reachable.'),
  });
});

describe('the webhook endpoint', () => {
  const url = 'https://n8n.bbq-house.example/webhook/1/webhook';
  const made = {
    _links: { self: { href: '/rest/v1/webhooks/72a55c78' } },
    webhookId: '72a55c78',
    eventTypes: ['net.authorize.payment.fraud.declined'],
    status: 'inactive',
    url,
  };

  test('is set up with every event that is pushed', () => {
    expect(registration.create(url, 'n8n: Dinner')).toEqual({
      method: 'POST',
      path: '/rest/v1/webhooks',
      body: { url, eventTypes: pushedTypes(authorizenet), status: 'active' },
    });
  });

  test('is found in a bare list, and mended in its place', async () => {
    const { client } = gateway([made, {}]);
    const [endpoint] = registration.readList(await client(registration.list));
    expect(endpoint).toEqual({
      id: '72a55c78',
      url,
      events: ['net.authorize.payment.fraud.declined'],
      enabled: false,
    });
    if (!endpoint) throw new Error('There is no endpoint');
    expect(registration.update(endpoint)).toMatchObject({
      method: 'PUT',
      path: '/rest/v1/webhooks/72a55c78',
      body: { url, status: 'active' },
    });
    expect(registration.delete(endpoint)).toEqual({
      method: 'DELETE',
      path: '/rest/v1/webhooks/72a55c78',
    });
    expect(registration.nextPage({})).toBeUndefined();
  });
});

describe('the credential', () => {
  const { authenticate } = new AuthorizeNetSigningSecret();
  const base = { method: 'POST' as const, headers: {} };

  test('signs in to REST with basic authentication', async () => {
    const url = 'https://api.authorize.net/rest/v1/webhooks';
    expect(await authenticate(house, { ...base, url })).toMatchObject({
      auth: { username: 'bbqHouse', password: '4Ktq966gC55GAX7S' },
    });
  });

  test('puts the login first into a request of the JSON API, where the schema has it', async () => {
    const url = 'https://api.authorize.net/xml/v1/request.api';
    const { body, auth } = await authenticate(house, {
      ...base,
      url,
      body: '{"getTransactionDetailsRequest":{"transId":"60200001042"}}',
    });
    expect(auth).toBeUndefined();
    expect(body).toBe(
      '{"getTransactionDetailsRequest":{"merchantAuthentication":{"name":"bbqHouse","transactionKey":"4Ktq966gC55GAX7S"},"transId":"60200001042"}}',
    );
    const plain = await authenticate(house, {
      ...base,
      url,
      body: { authenticateTestRequest: {} },
    });
    expect(plain.body).toContain('{"authenticateTestRequest":{"merchantAuthentication"');
  });
});

test('whether a payment is paid now is asked of its transaction', () => {
  expect(authorizenet.state?.({ type: 'payment', value: '60200001042' })).toEqual({
    ...transactionDetails('60200001042'),
    key: 'state',
  });
  expect(authorizenet.state?.({ type: 'invoice', value: 'BBQ-1' })).toBeUndefined();
});
