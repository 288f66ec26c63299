import { adyen } from '../../nodes/Adyen/adyen.adapter';
import { registration } from '../../nodes/Adyen/registration';
import { text, type JsonObject } from '../../nodes/core/event/json';
import type { ApiRequest, Http } from '../../nodes/core/gateway/apiClient';
import type { Endpoint } from '../../nodes/core/gateway/registration';
import { ask } from './ask';
import { createAdyen } from './adyen';
import { signed } from './adyen/deliver';
import { like } from '../core/gateway/matchers';

/** The sandbox's Adyen, asked by the adapter's own client: it refuses what Adyen would refuse. */

const ACCOUNT = 'EmberAndRicePOS';
const KEY = 'AQEtest';
const HOUSE = 'https://n8n.bbq-house.kr/webhook/1/webhook';

function open(credential: JsonObject = {}, apiKey = KEY) {
  const gateway = createAdyen({ apiKey: KEY, account: ACCOUNT });
  const http: Http = ({ method, url, headers, body }) =>
    ask([gateway.service], {
      method,
      url,
      headers: { ...headers, 'x-api-key': apiKey },
      text: body,
    });
  const client = adyen.api(http, {
    environment: 'test',
    merchantAccount: ACCOUNT,
    apiKey,
    ...credential,
  });
  return { gateway, ask: (request: ApiRequest) => client(request, { retries: 0 }) };
}

/** Sets a webhook up as the trigger does, and answers it with its key. */
async function setUp({ ask }: ReturnType<typeof open>): Promise<Endpoint & { key: string }> {
  const endpoint = registration.readOne(await ask(registration.create(HOUSE, 'n8n: Dinner')));
  const answer = registration.secret && (await ask(registration.secret.make(endpoint)));
  return { ...endpoint, key: text(answer?.hmacKey) ?? '' };
}

test('a key is of one merchant account, and strange ones are refused', async () => {
  const { read, id } = adyen.account;
  expect(id(await open().ask(read))).toBe(ACCOUNT);
  await expect(open({}, 'strange').ask(read)).rejects.toMatchObject({ status: 401 });
  await expect(open({ merchantAccount: 'Other' }).ask(read)).rejects.toMatchObject({ status: 403 });
});

test('a webhook is set up with its events, login and key, found again, brought up to date and deleted', async () => {
  const house = open({ webhookUser: 'adyen', webhookPassword: 'bulgogi' });
  const endpoint = await setUp(house);
  expect(endpoint).toMatchObject({
    url: HOUSE,
    enabled: true,
    events: Object.keys(adyen.eventTypes),
  });
  expect(endpoint.key).toMatch(/^[0-9A-F]{64}$/);
  const [shown] = house.gateway.webhooks();
  expect(shown).toMatchObject({
    username: 'adyen',
    hasPassword: true,
    communicationFormat: 'json',
  });
  expect(JSON.stringify(shown)).not.toContain('bulgogi');

  const listed = await house.ask(registration.list);
  expect(registration.readList(listed)).toEqual([expect.objectContaining({ id: endpoint.id })]);
  expect(registration.nextPage(listed)).toBeUndefined();
  await house.ask(registration.update(endpoint));
  await house.ask(registration.delete(endpoint));
  expect(house.gateway.webhooks()).toEqual([]);
  await expect(house.ask(registration.delete(endpoint))).rejects.toMatchObject({ status: 404 });
});

test('webhooks are listed a page at a time', async () => {
  const house = open();
  for (let n = 0; n < 3; n += 1) await setUp(house);
  const first = await house.ask({
    ...registration.list,
    query: { pageSize: '2', pageNumber: '1' },
  });
  const next = registration.nextPage(first);
  expect(next?.query?.pageNumber).toBe('2');
  const pages = { pageSize: '2', pageNumber: '2' };
  expect(
    registration.readList(await house.ask({ ...registration.list, query: pages })),
  ).toHaveLength(1);
  const large = { pageSize: '101', pageNumber: '1' };
  await expect(house.ask({ ...registration.list, query: large })).rejects.toMatchObject({
    status: 422,
  });
});

test.each<[string, JsonObject]>([
  ['an address without https', { url: 'http://n8n.bbq-house.kr/' }],
  ['an address in the house', { url: 'https://localhost:5678/' }],
  ['no address', { url: undefined }],
  ['no type', { type: undefined }],
  ['a format that there is not', { communicationFormat: 'xml' }],
  ['an event that there is not', { additionalSettings: { includeEventCodes: ['DINNER'] } }],
  ['a setting that is neither on nor off', { additionalSettings: { properties: { a: 'yes' } } }],
  ['a field that there is not', { enabled: true }],
])('%s is refused', async (_, change) => {
  const { body, ...request } = registration.create(HOUSE, 'n8n');
  await expect(open().ask({ ...request, body: { ...body, ...change } })).rejects.toMatchObject({
    status: 422,
    message: like(/Some fields are not valid/),
  });
});

test('an item is signed as Adyen’s library signs, and nothing else verifies', async () => {
  const { gateway } = open();
  const item = gateway.item('AUTHORISATION', { success: 'false' });
  expect(signed(item, 'AA'.repeat(32))).not.toEqual(signed(item, 'BB'.repeat(32)));
  expect(signed(item, 'AA'.repeat(32)).additionalData).toEqual({
    hmacSignature: expect.stringMatching(/^[\w+/]{43}=$/),
  });
});
