import { adyen } from '../../nodes/Adyen/adyen.adapter';
import { registration } from '../../nodes/Adyen/registration';
import type { JsonObject } from '../../nodes/core/event/json';
import { ApiError, type ApiRequest, type HttpRequest } from '../../nodes/core/gateway/apiClient';
import type { Credential } from '../../nodes/core/gateway/credential';

const CREDENTIAL = { environment: 'test', merchantAccount: 'Ember & Rice/POS', apiKey: 'AQE1' };
const URL = 'https://n8n.bbq-house.kr/webhook/1/webhook';
const ENDPOINT = { id: 'S2-41', url: URL, events: [], enabled: true };

/** Sends one request through the client and answers what left for Adyen. */
async function sent(request: ApiRequest, credential: Credential = CREDENTIAL) {
  const seen: HttpRequest[] = [];
  const client = adyen.api(async (one) => {
    seen.push(one);
    return { status: 200, headers: {}, body: '{"id":"S2-41"}' };
  }, credential);
  const answer = await client(request);
  const [one] = seen;
  const body: unknown = JSON.parse(one?.body ?? 'null');
  return { answer, method: one?.method, url: one?.url, body, count: seen.length };
}
const HOUSE = 'https://management-test.adyen.com/v3/merchants/Ember%20%26%20Rice%2FPOS';

describe('the webhook at Adyen', () => {
  test('is a standard one in JSON, with every event, the networks’ raw answers, and who the guest is', async () => {
    const { method, url, body } = await sent(registration.create(URL, 'n8n: Dinner'));
    expect([method, url]).toEqual(['POST', `${HOUSE}/webhooks`]);
    expect(body).toEqual({
      type: 'standard',
      url: URL,
      description: 'n8n: Dinner',
      active: true,
      communicationFormat: 'json',
      additionalSettings: {
        includeEventCodes: Object.keys(adyen.eventTypes),
        properties: {
          addRawAcquirerResult: true,
          includeCardHolderName: true,
          includeShopperDetail: true,
        },
      },
    });
  });

  test('is given the login that the credential names', async () => {
    const login = { ...CREDENTIAL, webhookUser: 'adyen', webhookPassword: 'bulgogi' };
    const wanted = { username: 'adyen', password: 'bulgogi' };
    expect((await sent(registration.create(URL, 'n8n'), login)).body).toMatchObject(wanted);
    expect((await sent(registration.update(ENDPOINT), login)).body).toMatchObject(wanted);
  });

  test('has its HMAC key made by a call of its own', async () => {
    const { secret } = registration;
    if (!secret) throw new Error('There is no such call');
    const { method, url, body } = await sent(secret.make(ENDPOINT));
    expect([method, url, body]).toEqual(['POST', `${HOUSE}/webhooks/S2-41/generateHmac`, {}]);
    expect(secret.read({ hmacKey: 'A1B2' })).toBe('A1B2');
    expect(secret.read({})).toBeUndefined();
  });

  test('is brought up to date, and deleted', async () => {
    const update = await sent(registration.update(ENDPOINT));
    expect([update.method, update.url]).toEqual(['PATCH', `${HOUSE}/webhooks/S2-41`]);
    expect(update.body).toMatchObject({ active: true, communicationFormat: 'json' });
    expect(update.body).not.toHaveProperty('url');
    const gone = await sent(registration.delete({ ...ENDPOINT, id: 'a/b' }));
    expect([gone.method, gone.url]).toEqual(['DELETE', `${HOUSE}/webhooks/a%2Fb`]);
  });

  test('is found in the list, page by page, among webhooks of other kinds', async () => {
    const { url } = await sent(registration.list);
    expect(url).toBe(`${HOUSE}/webhooks?pageSize=100&pageNumber=1`);
    const webhook = {
      id: 'S2-41',
      url: URL,
      type: 'standard',
      active: true,
      additionalSettings: { includeEventCodes: ['AUTHORISATION', 7] },
    };
    const page = { data: [webhook, { ...webhook, type: 'report-notification' }, 'rubbish'] };
    expect(registration.readList(page)).toEqual([
      { id: 'S2-41', url: URL, events: ['AUTHORISATION'], enabled: true },
    ]);
    expect(registration.readOne({})).toEqual({ id: '', url: '', events: [], enabled: false });
  });

  test.each([
    ['https://management-test.adyen.com/v3/x/webhooks?pageNumber=2&pageSize=100', '2'],
    ['https://elsewhere.example/?pageNumber=3', '3'],
    ['https://management-test.adyen.com/v3/x/webhooks', undefined],
    ['https://management-test.adyen.com/?pageNumber=../2', undefined],
    ['no address', undefined],
    [undefined, undefined],
  ])('has its next page at %s: %s', (href, pageNumber) => {
    const page: JsonObject = href === undefined ? {} : { _links: { next: { href } } };
    expect(registration.nextPage(page)?.query?.pageNumber).toBe(pageNumber);
  });
});

describe('the Management API', () => {
  const account = adyen.account.read;

  test.each([
    [{ environment: 'test' }, 'https://management-test.adyen.com/v3'],
    [{ environment: 'live' }, 'https://management-live.adyen.com/v3'],
    [{ environment: 'live', managementUrl: 'https://mgmt.example/v3/' }, 'https://mgmt.example/v3'],
  ])('of %j stands at %s', async (where, base) => {
    const { url } = await sent(account, { ...CREDENTIAL, ...where });
    expect(url).toBe(`${base}/merchants/Ember%20%26%20Rice%2FPOS`);
  });

  test('is not asked who one is, where there is no key to ask with', async () => {
    const { answer, count } = await sent(account, { merchantAccount: 'EmberAndRicePOS' });
    expect(count).toBe(0);
    expect(adyen.account.id(answer)).toBe('EmberAndRicePOS');
  });

  test('says what it did not like, and what to do', async () => {
    const refusing = (status: number, body: JsonObject) =>
      adyen.api(async () => ({ status, headers: {}, body: JSON.stringify(body) }), CREDENTIAL)(
        registration.list,
        { retries: 0 },
      );
    await expect(
      refusing(422, {
        title: 'Validation failed',
        detail: 'See the fields',
        errorCode: '31_013',
        invalidFields: [{ name: 'url', message: 'url is not https' }],
      }),
    ).rejects.toMatchObject({
      status: 422,
      code: '31_013',
      message:
        'Adyen refused /merchants/Ember%20%26%20Rice%2FPOS/webhooks. Validation failed. See the fields. url is not https',
    });
    const forbidden = refusing(403, {});
    await expect(forbidden).rejects.toBeInstanceOf(ApiError);
    await expect(refusing(403, {})).rejects.toThrow('Management API—Webhooks read and write');
  });
});

test('signing secrets are sealed under the API key, and samples signed without one', () => {
  expect(adyen.sealingSecret?.({ apiKey: 'AQE1', signingSecrets: 'A1' })).toBe('AQE1');
  expect(adyen.sealingSecret?.({ signingSecrets: 'A1' })).toBe('A1');
});

test('the merchant reference names a payment unless the credential says an order', () => {
  expect(adyen.supplies?.({})).toEqual({ reference: 'payment' });
  expect(adyen.supplies?.({ merchantReference: 'order' })).toEqual({ reference: 'order' });
});
