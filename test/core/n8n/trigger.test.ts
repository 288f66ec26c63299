import { itemsOf, n8nHost, type SentRequest } from './n8nHost';
import type {
  IHookFunctions,
  ILoadOptionsFunctions,
  INode,
  INodeType,
  INodeTypeDescription,
  IWebhookFunctions,
  WorkflowExecuteMode,
} from 'n8n-workflow';
import type { GatewayAdapter } from '../../../nodes/core/gateway/adapter';
import { ApiError } from '../../../nodes/core/gateway/apiClient';
import type { Signature } from '../../../nodes/core/gateway/signature';
import type { Ledger } from '../../../nodes/core/ledger/ledger';
import {
  createEndpoint,
  deleteEndpoint,
  endpointExists,
} from '../../../nodes/core/n8n/triggerHooks';
import {
  eventTypesProperty,
  filtersProperty,
  optionsProperty,
  refusedDeliveriesProperty,
  simplifyProperty,
} from '../../../nodes/core/n8n/triggerProperties';
import { verificationCode } from '../../../nodes/core/n8n/triggerHandshake';
import { refusedDeliveries } from '../../../nodes/core/n8n/triggerRefusals';
import { receiveWebhook } from '../../../nodes/core/n8n/triggerWebhook';
import { events, header, SECRET } from '../gateway/deliveries';
import { fakeLedger } from '../gateway/fakeLedger';
import {
  hwaro,
  hwaroCertified,
  hwaroRegistration,
  hwaroServer,
  hwaroUntimed,
} from '../gateway/hwaro';
import { containing, having, like } from '../gateway/matchers';

const ledgers: Record<string, () => Promise<Ledger>> = {};
jest.mock('../../../nodes/core/n8n/openLedger', () => ({
  ledgerFor: async (_: unknown, name: string) => await ledgers[name]?.(),
}));

const declined = { id: 'e1', type: 'card.declined', amount: '45.00' };
const seconds = () => Math.floor(Date.now() / 1000);

/** A trigger for Hwaro, wired as Stripe's is. */
class HwaroTrigger implements INodeType {
  constructor(private readonly adapter: GatewayAdapter) {}
  description: INodeTypeDescription = {
    displayName: 'Hwaro Trigger',
    name: 'hwaroTrigger',
    group: ['trigger'],
    version: [2],
    description: '',
    defaults: { name: 'Hwaro Trigger' },
    inputs: [],
    outputs: ['main'],
    credentials: [{ name: 'hwaroApi', required: true }],
    webhooks: [
      {
        name: 'default',
        httpMethod: 'POST',
        responseMode: 'onReceived',
        responseData: '',
        path: 'webhook',
      },
    ],
    properties: [
      eventTypesProperty(hwaro),
      simplifyProperty,
      filtersProperty,
      optionsProperty,
      refusedDeliveriesProperty,
    ],
  };
  hooks = {
    exists: (context: IHookFunctions) => endpointExists(context, this.adapter),
    create: (context: IHookFunctions) => createEndpoint(context, this.adapter),
    delete: (context: IHookFunctions) => deleteEndpoint(context, this.adapter),
  };
  rejected = (context: ILoadOptionsFunctions) => refusedDeliveries(context, this.adapter);
  receive = (context: IWebhookFunctions) => receiveWebhook(context, this.adapter);
}

interface Sending {
  readonly secret?: string;
  readonly at?: number;
  readonly mode?: WorkflowExecuteMode;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

interface Surroundings {
  readonly credential?: Readonly<Record<string, string>>;
  readonly baseUrl?: string;
  readonly signature?: Signature;
  readonly httpRequest?: (request: SentRequest) => Promise<unknown>;
}

let house = 0;
function restaurant(
  parameters: INode['parameters'] = {},
  {
    credential = { apiKey: 'sk_bbq' },
    baseUrl = '',
    signature = hwaro.signature,
    httpRequest,
  }: Surroundings = {},
) {
  // Secrets are kept per process and URL, so every restaurant has a house of its own.
  const url = baseUrl || `https://n8n${(house += 1)}.bbq.example`;
  const [live, test, gateway] = [fakeLedger(), fakeLedger(), hwaroServer()];
  ledgers['live'] = async () => live.ledger;
  ledgers['test'] = async () => test.ledger;
  const adapter: GatewayAdapter = {
    ...hwaro,
    signature,
    registration: hwaroRegistration,
    api: () => gateway.client,
  };
  const trigger = new HwaroTrigger(adapter);
  const host = n8nHost(trigger, parameters, { hwaroApi: credential }, url, httpRequest);
  const send = (
    body: string,
    { secret = 'whsec_1', at = seconds(), mode = 'webhook', headers = {} }: Sending = {},
  ) =>
    host.deliver(
      trigger.receive,
      {
        body,
        headers: {
          'Hwaro-Signature': header(body, secret, at),
          'Content-Type': 'text/weird',
          ...headers,
        },
      },
      mode,
    );
  const test_ = { host, trigger, live, test, gateway, send, url };
  const publish = async () => {
    if (!(await trigger.hooks.exists(host.hook()))) await trigger.hooks.create(host.hook());
  };
  return { ...test_, publish };
}

describe('a delivery in n8n', () => {
  test('is answered 200 without a word, and starts the workflow with payment items', async () => {
    const { send, publish, live } = restaurant();
    await publish();
    const { status, body, returned } = await send(events(declined));
    expect([status, body]).toEqual([200, '']);
    expect(returned).toMatchObject({ noWebhookResponse: true });
    expect(itemsOf(returned)).toEqual([
      {
        event: having({ id: 'hwaro:bbq-house:e1', type: 'payment.failed' }),
        dispatch: having({ workflowId: 'dinner', triggerId: 'trigger-1' }),
        ledger: 'live',
      },
    ]);
    expect(live.events.size).toBe(1);
  });

  test('carries the raw event, masked, where Simplify is off', async () => {
    const { send, publish } = restaurant({ simplify: false });
    await publish();
    const { returned } = await send(events({ ...declined, note: 'card 4242 4242 4242 4242' }));
    const [item] = itemsOf(returned);
    expect(item?.['raw']).toMatchObject({ id: 'e1', amount: '45.00' });
    expect(JSON.stringify(item)).not.toContain('4242 4242');
  });

  test('complaint 8: carries every header where Simplify is off, but for what opens doors', async () => {
    const sent = {
      'X-Request-Id': 'r-1',
      'X-Attempt': ['1', '2'],
      Authorization: 'Basic c2VjcmV0',
      Cookie: 'a=b',
      'X-Hwaro-Auth': 'secret',
      'X-Api-Key': 'secret',
    };
    const off = restaurant({ simplify: false });
    await off.publish();
    const [item] = itemsOf((await off.send(events(declined), { headers: sent })).returned);
    expect(item?.['headers']).toMatchObject({
      'hwaro-signature': like(/^t=\d+,v1=/),
      'x-request-id': 'r-1',
      'x-attempt': '1, 2',
    });
    expect(JSON.stringify(item?.['headers'])).not.toMatch(/auth|cookie|secret|key/i);

    const on = restaurant();
    await on.publish();
    const { returned } = await on.send(events(declined), { headers: sent });
    expect(itemsOf(returned)[0]).not.toHaveProperty('headers');
  });

  test('carries the filters on where they wait for a fact', async () => {
    const { send, publish } = restaurant({ filters: { products: ['Galbi Set', ' '] } });
    await publish();
    const { returned } = await send(events({ ...declined, thin: true }));
    expect(itemsOf(returned)).toMatchObject([{ filters: { products: ['Galbi Set'] } }]);
  });

  test('is filtered by what the node says', async () => {
    const { send, publish, live } = restaurant({
      eventTypes: ['payment.failed', 'made.up'],
      filters: { mode: 'live', minimumAmount: 40, minimumAmountCurrency: 'usd', locations: 'Mapo' },
    });
    await publish();
    const { returned } = await send(
      events(
        { ...declined, location: 'Mapo' },
        { ...declined, id: 'e2', amount: '39.99', location: 'Mapo' },
        { ...declined, id: 'e3', live: false, location: 'Mapo' },
        { ...declined, id: 'e4', location: 'Gangnam' },
        { id: 'e5', type: 'card.paid', amount: '45.00', location: 'Mapo' },
      ),
    );
    expect(itemsOf(returned)).toMatchObject([{ event: { id: 'hwaro:bbq-house:e1' } }]);
    expect(live.events.size).toBe(5);
  });

  test('of which nothing is emitted starts nothing', async () => {
    const { send, publish } = restaurant();
    await publish();
    await send(events(declined));
    expect((await send(events(declined))).returned).toEqual({ noWebhookResponse: true });
  });

  test.each([
    ['forged', 401, { secret: 'whsec_forger' }],
    ['stale', 401, { at: 1_000 }],
    ['aborted', 400, { headers: { 'x-break': 'aborted' } }],
    ['larger than n8n takes', 413, { headers: { 'x-break': 'too large' } }],
    ['empty', 401, { headers: { 'x-break': 'no body' } }],
  ] as const)(
    'that is %s is answered %i, starts nothing and tells nothing',
    async (_, status, how) => {
      const { send, publish, live } = restaurant();
      await publish();
      const answer = await send(events(declined), how);
      expect(answer).toEqual({ status, body: '', returned: { noWebhookResponse: true } });
      expect([live.events.size, live.refusals.length]).toEqual([0, 1]);
    },
  );

  test('with the signature header twice is refused: n8n itself would have merged the two', async () => {
    const { send, publish, live } = restaurant();
    await publish();
    const body = events(declined);
    const signed = header(body, 'whsec_1', seconds());
    const twice = await send(body, { headers: { 'Hwaro-Signature': [signed, signed] } });
    expect(twice.status).toBe(401);
    expect(live.refusals).toMatchObject([{ reason: 'unreadable_signature' }]);
  });

  test('finds the ledger down: 503, so that the gateway sends again', async () => {
    const { send, publish, live } = restaurant();
    await publish();
    expect((await send(events(declined))).status).toBe(200);
    ledgers['live'] = () => Promise.reject(new Error('disk full'));
    expect(await send(events({ ...declined, id: 'e2' }))).toMatchObject({ status: 503, body: '' });
    ledgers['live'] = async () => live.ledger;
    expect((await send(events({ ...declined, id: 'e2' }))).status).toBe(200);
    expect(live.events.size).toBe(2);
  });

  test('finds a ledger that does not answer: 503 in time, and starts the workflow if it is stored after all', async () => {
    const { send, publish, live } = restaurant();
    await publish();
    expect((await send(events(declined))).status).toBe(200);
    let wakeUp: (() => void) | undefined;
    ledgers['live'] = () =>
      new Promise((resolve) => {
        wakeUp = () => resolve(live.ledger);
      });
    jest.useFakeTimers({ doNotFake: ['Date', 'nextTick', 'queueMicrotask', 'setImmediate'] });
    try {
      const sent = send(events({ ...declined, id: 'e2' }));
      while (!wakeUp) await new Promise(setImmediate);
      jest.advanceTimersByTime(9_000);
      wakeUp();
      const { status, returned } = await sent;
      expect(status).toBe(503);
      expect(itemsOf(returned)).toMatchObject([{ event: { id: 'hwaro:bbq-house:e2' } }]);
      ledgers['live'] = async () => live.ledger;
      expect((await send(events({ ...declined, id: 'e2' }))).status).toBe(200);
      expect(live.events.size).toBe(2);
    } finally {
      jest.useRealTimers();
    }
  });

  test('finds the credential gone: 503', async () => {
    const { host, live } = restaurant();
    const orphan = new HwaroTrigger({ ...hwaro, credential: 'goneApi' });
    const body = events(declined);
    const answer = await host.deliver(orphan.receive, {
      body,
      headers: { 'Hwaro-Signature': header(body) },
    });
    expect(answer.status).toBe(503);
    expect(live.refusals).toMatchObject([
      { endpoint: 'hwaro:no credential', reason: 'secret_unavailable' },
    ]);
  });

  test('that comes another way is told by the word that the owner added to the address', async () => {
    const { host, publish, live } = restaurant();
    await publish();
    const weekly = new HwaroTrigger({
      ...hwaro,
      modes: [
        {
          toldBy: { query: 'weekly' },
          types: ['card.weekly'],
          body: 'json',
          signature: { ...hwaroUntimed, header: 'hwaro-weekly' },
          split: hwaro.split,
        },
      ],
    });
    const body = events(declined);
    const headers = { 'Hwaro-Weekly': header(body, 'whsec_1') };
    const answer = (query?: string) =>
      host.deliver(weekly.receive, { body, headers, ...(query === undefined ? {} : { query }) });
    expect((await answer('?weekly')).status).toBe(200);
    expect((await answer()).status).toBe(401);
    expect(live.events.size).toBe(1);
  });

  test('is answered even where our own code breaks', async () => {
    const { host } = restaurant();
    const broken = new HwaroTrigger({
      ...hwaro,
      signature: {
        ...hwaro.signature,
        get keys(): never {
          throw new Error('broken');
        },
      },
    });
    const body = events(declined);
    const answer = await host.deliver(broken.receive, { body, headers: {} });
    expect(answer).toMatchObject({ status: 503, returned: { noWebhookResponse: true } });
  });
});

describe('a test run', () => {
  test('has a ledger, an endpoint and recipients of its own', async () => {
    const options = { testPhone: ' +15551234567 ', testEmail: 'a@b.example', testChannel: '#test' };
    const { host, trigger, gateway, send, live, test, url } = restaurant({ options });
    expect(await trigger.hooks.exists(host.hook('manual'))).toBe(false);
    await trigger.hooks.create(host.hook('manual'));
    expect([...gateway.endpoints.values()]).toMatchObject([
      { url: `${url}/webhook-test/hook-1/webhook` },
    ]);
    const { status, returned } = await send(events(declined), { mode: 'manual' });
    expect(status).toBe(200);
    expect(itemsOf(returned)).toMatchObject([
      {
        ledger: 'test',
        testRecipient: { phone: '+15551234567', email: 'a@b.example', channel: '#test' },
      },
    ]);
    expect([live.events.size, test.events.size]).toEqual([0, 1]);
    await trigger.hooks.delete(host.hook('internal', true));
    expect(gateway.endpoints.size).toBe(0);
  });

  test('that n8n was stopped over leaves its endpoint to whoever publishes next', async () => {
    const { host, trigger, gateway, test, publish, url } = restaurant();
    await trigger.hooks.create(host.hook('manual'));
    for (const [key, kept] of test.registrations) {
      test.registrations.set(key, { ...kept, updatedAt: '2026-01-01T00:00:00.000Z' });
    }
    await publish();
    expect([...gateway.endpoints.values()]).toMatchObject([
      { url: `${url}/webhook/hook-1/webhook` },
    ]);
    expect(test.registrations.size).toBe(0);
  });

  test('is known by the path that n8n was told to use for tests', async () => {
    process.env.N8N_ENDPOINT_WEBHOOK_TEST = 'hook';
    const { host, trigger, gateway, live } = restaurant();
    const context = host.hook('internal');
    jest
      .spyOn(context, 'getNodeWebhookUrl')
      .mockReturnValue('https://n8n.bbq.example/hook/hook-1/webhook');
    try {
      await trigger.hooks.create(context);
      expect([gateway.endpoints.size, live.registrations.size]).toEqual([1, 0]);
      await trigger.hooks.delete(context);
      expect(gateway.endpoints.size).toBe(0);
    } finally {
      delete process.env.N8N_ENDPOINT_WEBHOOK_TEST;
      jest.restoreAllMocks();
    }
  });

  test.each([
    ['', { signature: hwaro.signature }],
    [', where nobody but the gateway can sign', { signature: hwaroCertified }],
    [', with an empty credential: it is not needed yet', { credential: { apiKey: '' } }],
  ])('emits a sample event without touching the gateway%s', async (_, change) => {
    const sending = Promise.withResolvers<SentRequest>();
    const options = { emitSample: true, account: 'acct_1' };
    const built = restaurant(
      { options },
      {
        ...change,
        httpRequest: async (request) => {
          // n8n's own port, where nobody listens in this test.
          if (request.url.startsWith('http://127.0.0.1:5678/')) throw new Error('ECONNREFUSED');
          sending.resolve(request);
        },
      },
    );
    const { host, trigger, gateway, test, live } = built;
    expect(await trigger.hooks.exists(host.hook('manual'))).toBe(false);
    expect(await trigger.hooks.create(host.hook('manual'))).toBe(true);
    const request = await sending.promise;
    expect(request.url).toBe(`${built.url}/webhook-test/hook-1/webhook`);
    const answer = await host.deliver(trigger.receive, request, 'manual');
    expect(answer.status).toBe(200);
    expect(itemsOf(answer.returned)).toMatchObject([
      { ledger: 'test', event: { account: 'sample', type: 'payment.failed' } },
    ]);
    expect([live.events.size, test.events.size]).toEqual([0, 1]);
    await trigger.hooks.delete(host.hook('internal', true));
    expect(gateway.calls).toEqual([]);
  });

  test('takes a sample from nobody else', async () => {
    const { host, trigger, send, publish, test } = restaurant({ options: { emitSample: true } });
    await publish();
    const { status } = await send(events(declined), { secret: 'whsec_1', mode: 'manual' });
    expect(status).toBe(401);
    expect(test.events.size).toBe(0);
    await trigger.hooks.delete(host.hook());
  });

  test('that cannot send its sample, since the test URL is out of reach, says so in the log', async () => {
    const { host, trigger } = restaurant(
      { options: { emitSample: true } },
      { httpRequest: () => Promise.reject(new Error('refused')) },
    );
    const context = host.hook('manual');
    const logged = new Promise((resolve) => {
      jest.spyOn(context.logger, 'error').mockImplementation((message) => {
        resolve(message);
      });
    });
    await trigger.hooks.create(context);
    expect(await logged).toMatch(
      /^payment-failure event=sample_not_sent workflow=.* gateway=hwaro/,
    );
    jest.restoreAllMocks();
  });
});

describe('publishing in n8n', () => {
  test('twice leaves one endpoint; unpublishing keeps it', async () => {
    const { publish, host, trigger, gateway, live, url } = restaurant();
    await publish();
    await publish();
    await trigger.hooks.delete(host.hook());
    await publish();
    expect([...gateway.endpoints.values()]).toMatchObject([
      { url: `${url}/webhook/hook-1/webhook`, description: 'n8n: Dinner' },
    ]);
    expect([...live.registrations.values()]).toMatchObject([{ status: 'active' }]);
  });

  test('and unpublishing with When Unpublished = Remove deletes it', async () => {
    const { publish, host, trigger, gateway } = restaurant({
      options: { whenUnpublished: 'remove' },
    });
    await publish();
    expect(await trigger.hooks.delete(host.hook())).toBe(true);
    expect(gateway.endpoints.size).toBe(0);
  });

  test('on localhost says what to set (n8n#5205, #5204)', async () => {
    const { publish } = restaurant({}, { baseUrl: 'http://localhost:5678' });
    await expect(publish()).rejects.toMatchObject({
      name: 'NodeOperationError',
      message: containing('N8N_WEBHOOK_URL'),
    });
  });

  test('with a key that may not read the account says which option helps', async () => {
    const { publish, gateway } = restaurant();
    gateway.fail(new ApiError('Forbidden', 403));
    await expect(publish()).rejects.toThrow('Account ID');
  });

  test('that the gateway refuses names the proxy', async () => {
    const { publish, gateway } = restaurant({ options: { account: 'bbq-house' } });
    gateway.fail(new ApiError('Invalid URL', 400));
    await expect(publish()).rejects.toThrow(/^Invalid URL\. .*N8N_WEBHOOK_URL/);
  });

  test('without a ledger raises what the ledger says', async () => {
    const { publish, host, trigger } = restaurant();
    ledgers['live'] = () => Promise.reject(new Error('Queue mode needs Postgres'));
    await expect(publish()).rejects.toMatchObject({
      name: 'NodeOperationError',
      message: 'Queue mode needs Postgres',
    });
    expect(await trigger.hooks.delete(host.hook())).toBe(false);
  });
});

describe('the list Refused Deliveries', () => {
  test('is empty at first', async () => {
    const { host, trigger } = restaurant();
    expect(await trigger.rejected(host.loadOptions())).toEqual([
      { name: 'None so far', value: '' },
    ]);
  });

  test('tells what was refused, why, and what to do, of test runs too', async () => {
    const { host, trigger, send, publish } = restaurant();
    await publish();
    await send(events(declined), { secret: 'whsec_forger' });
    await send(events(declined), { mode: 'manual' });
    expect(await trigger.rejected(host.loadOptions())).toEqual([
      {
        name: like(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC, 1 ×: Signed with another secret/),
        description: containing('Compare the signing secret in the credential'),
        value: '',
      },
      {
        name: like(/^\[TEST\] .*No signing secret is known/),
        description: containing('Put the signing secret into the credential'),
        value: 1,
      },
    ]);
  });

  test('says that it may be the address, where the gateway signs that too', async () => {
    const signature: Signature = {
      ...hwaroUntimed,
      message: [{ part: 'url' }, { part: 'body' }],
    };
    const { host, trigger, send, publish } = restaurant({}, { signature });
    await publish();
    await send(events(declined));
    const names = (await trigger.rejected(host.loadOptions())).map(({ name }) => name);
    expect(names).toEqual([
      like(/Signed with another secret.*wrong one\. Or it was signed for another address/),
    ]);
  });

  test('says first when n8n is where no gateway can reach it', async () => {
    for (const baseUrl of [
      'http://localhost:5678',
      'http://192.168.1.20:5678',
      'http://172.17.0.2:5678',
      'http://n8n.local:5678',
    ]) {
      const { host, trigger } = restaurant({}, { baseUrl });
      const [first] = await trigger.rejected(host.loadOptions());
      expect(first).toEqual({ name: containing('Set N8N_WEBHOOK_URL'), value: '' });
    }
  });

  test('goes by the address for webhooks, where the editor has another', async () => {
    const { host, trigger } = restaurant({}, { baseUrl: 'http://localhost:5678' });
    process.env.WEBHOOK_URL = '"https://n8n.bbq-house.kr/"';
    const names = (await trigger.rejected(host.loadOptions())).map(({ name }) => name);
    delete process.env.WEBHOOK_URL;
    expect(names).toEqual(['None so far']);
  });

  test('says when the ledger cannot be read', async () => {
    const { host, trigger } = restaurant();
    ledgers['live'] = () => Promise.reject(new Error('disk full'));
    ledgers['test'] = () => Promise.reject(new Error('disk gone'));
    expect((await trigger.rejected(host.loadOptions())).map(({ name }) => name)).toEqual([
      'The ledger cannot be read: disk full',
      'The ledger cannot be read: disk gone',
    ]);
  });
});

describe('the list Verification Code', () => {
  const adapter: GatewayAdapter = {
    ...hwaro,
    handshake: { by: 'body', code: ({ hello }) => (typeof hello === 'string' ? hello : undefined) },
  };
  const receive = (context: IWebhookFunctions) => receiveWebhook(context, adapter);
  const listed = async ({ host }: ReturnType<typeof restaurant>) =>
    (await verificationCode(host.loadOptions(), adapter)).map(({ name, value }) => [name, value]);

  test('says at first what to do', async () => {
    expect(await listed(restaurant())).toEqual([
      ['None so far. Save the address at Hwaro first.', ''],
    ]);
  });

  test('shows what the gateway sent last, to the test address too; neither starts the workflow', async () => {
    const place = restaurant();
    for (const [hello, mode] of [
      ['old', 'webhook'],
      ['annyeong-7', 'webhook'],
      ['annyeong-8', 'manual'],
    ] as const) {
      const body = JSON.stringify({ hello });
      const { status, returned } = await place.host.deliver(receive, { body, headers: {} }, mode);
      expect([status, returned]).toEqual([200, { noWebhookResponse: true }]);
    }
    expect(await listed(place)).toEqual([
      [like(/^annyeong-7, sent \d{4}-\d\d-\d\d \d\d:\d\d UTC$/), ''],
      [like(/^\[TEST\] annyeong-8, sent/), 1],
    ]);
  });

  test('says when the ledger cannot be read', async () => {
    const place = restaurant();
    ledgers['live'] = () => Promise.reject(new Error('disk full'));
    expect(await listed(place)).toEqual([['The ledger cannot be read: disk full', '']]);
  });
});

test('the node offers the event types that the gateway has, by name', () => {
  expect(eventTypesProperty(hwaro).options).toEqual([
    having({ name: 'Payment Failed', value: 'payment.failed' }),
    having({ name: 'Payment Succeeded', value: 'payment.succeeded' }),
  ]);
});

test('a secret in the credential serves without registering', async () => {
  const { publish, send, gateway } = restaurant({}, { credential: { apiKey: '', secret: SECRET } });
  await publish();
  expect((await send(events(declined), { secret: SECRET })).status).toBe(200);
  expect(gateway.calls).toEqual(['GET /account']);
});
