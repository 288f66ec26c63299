import type { JsonObject } from '../../nodes/core/event/json';
import { ApiError, type HttpRequest } from '../../nodes/core/gateway/apiClient';
import type { Credential } from '../../nodes/core/gateway/credential';
import { mindbody } from '../../nodes/Mindbody/mindbody.adapter';
import { registration } from '../../nodes/Mindbody/registration';

const URL = 'https://n8n.bbq-house.kr/webhook/1/webhook';
const ID = 'ed1a2b6c-4a33-4b1f-9c57-000000000117';
const subscription = (more: JsonObject = {}): JsonObject => ({
  subscriptionId: ID,
  status: 'Active',
  webhookUrl: URL,
  eventIds: ['client.updated'],
  eventSchemaVersion: 1,
  ...more,
});

function calling(answer: JsonObject, status = 200, credential: Credential = {}) {
  const asked: HttpRequest[] = [];
  const client = mindbody.api(async (request) => {
    asked.push(request);
    return { status, headers: {}, body: JSON.stringify(answer) };
  }, credential);
  return { client, asked };
}
const failure = async (work: Promise<unknown>): Promise<ApiError> => {
  const error: unknown = await work.catch((caught: unknown) => caught);
  if (error instanceof ApiError) return error;
  throw new Error('It did not fail');
};

describe('the subscription at Mindbody', () => {
  test('is made for every event that is pushed, and activated by a call of its own', () => {
    expect(registration.create(URL, 'n8n: A workflow with quite a long name')).toEqual({
      method: 'POST',
      path: '/subscriptions',
      body: {
        eventIds: [
          'clientSale.created',
          'client.updated',
          'clientContract.created',
          'clientContract.updated',
          'clientContract.cancelled',
        ],
        eventSchemaVersion: 1,
        webhookUrl: URL,
        referenceId: 'n8n: A workflow with quite a long na',
      },
    });
    const made = registration.readOne(
      subscription({ status: 'PendingActivation', messageSignatureKey: 'key=' }),
    );
    expect(made).toMatchObject({ id: ID, url: URL, enabled: false, secret: 'key=' });
    expect(registration.activate?.(made)).toEqual({
      method: 'PATCH',
      path: `/subscriptions/${ID}`,
      body: { status: 'Active' },
    });
  });

  test('is brought up to date where Mindbody gave it up, and made anew where somebody switched it off', () => {
    const statuses = [
      ['Active', true],
      ['PendingActivation', false],
      ['DeactivatedByAdmin', false],
      ['DeactivatedTooManyFailedMessageDeliveryAttempts', false],
      ['DeactivatedByEventDeactivation', false],
    ] as const;
    const items = statuses.map(([status]) => subscription({ status }));
    const all = registration.readList({
      items: [...items, subscription({ status: 'DeactivatedByUser' })],
    });
    expect(all.map(({ enabled }) => enabled)).toEqual(statuses.map(([, enabled]) => enabled));
    const [first] = all;
    expect(first && registration.update(first)).toMatchObject({
      method: 'PATCH',
      body: { status: 'Active', eventIds: expect.arrayContaining(['clientSale.created']) },
    });
    expect(first && registration.delete(first)).toEqual({
      method: 'DELETE',
      path: `/subscriptions/${ID}`,
    });
  });

  test('is read as the documents have it, and as the SDK has it', () => {
    const wrapped = { isSuccess: true, value: { items: [subscription()] } };
    expect(registration.readList(wrapped)).toHaveLength(1);
    expect(registration.readList({ list: [subscription()] })).toHaveLength(1);
    expect(registration.readList({})).toEqual([]);
    expect(registration.readOne({ value: subscription() }).id).toBe(ID);
    expect(registration.nextPage({})).toBeUndefined();
  });
});

describe('the two APIs', () => {
  test('are asked at two addresses, either of which may be another', async () => {
    const { client, asked } = calling({});
    await client(registration.list);
    await client(mindbody.account.read);
    const other = calling({}, 200, {
      publicUrl: 'https://eu.mindbody.example/public/v6/',
      pushUrl: 'https://push-api.mindbodyonline.com/api/v1',
    });
    await other.client(registration.list);
    await other.client({ ...mindbody.account.read, account: '77' });
    expect([...asked, ...other.asked].map(({ url }) => url)).toEqual([
      'https://mb-api.mindbodyonline.com/push/api/v1/subscriptions',
      'https://api.mindbodyonline.com/public/v6/site/locations',
      'https://push-api.mindbodyonline.com/api/v1/subscriptions',
      'https://eu.mindbody.example/public/v6/site/locations',
    ]);
    // Another site that the same developer account is linked to.
    expect(other.asked[1]?.headers).toMatchObject({ SiteId: '77' });
  });

  test('each say in their own way what was wrong', async () => {
    const noUrl = {
      errors: [
        {
          errorCode: '14000007',
          errorType: 'invalidWebhookURLNoResponse',
          errorMessage: 'Nobody answered at the webhook URL.',
        },
      ],
    };
    const refused = await failure(calling(noUrl, 400).client(registration.list));
    expect(refused).toMatchObject({ status: 400, code: 'invalidWebhookURLNoResponse' });
    expect(refused.message).toContain('Nobody answered at the webhook URL.');

    const saysNo = { isSuccess: false, errorInformation: [{ errorMessage: 'No such event.' }] };
    expect(await failure(calling(saysNo).client(registration.list))).toMatchObject({ status: 400 });

    const denied = {
      Error: { Message: 'Staff identity authentication failed.', Code: 'DeniedAccess' },
    };
    const read = await failure(calling(denied, 401).client(mindbody.account.read));
    expect(read).toMatchObject({ status: 401, code: 'DeniedAccess' });
    expect(read.message).toContain('staff user name and password');
    const pushed = await failure(calling({}, 403).client(registration.list));
    expect(pushed.message).toContain('Webhooks API Key');
  });

  test('the account is the site that the credential names', () => {
    expect(mindbody.account.id({}, { siteId: '482910' })).toBe('482910');
    expect(mindbody.account.id({}, {})).toBeUndefined();
  });

  test('the site for developers takes no live money', () => {
    const said = { currency: 'USD', timeZone: 'America/New_York' };
    expect(mindbody.supplies?.({ ...said, siteId: '-99' })).toEqual({ ...said, live: false });
    expect(mindbody.supplies?.({ ...said, siteId: '482910' })).toEqual({ ...said, live: true });
  });
});
