import { n8nHost, type SentRequest } from './n8nHost';
import { mock } from 'jest-mock-extended';
import type { IExecuteFunctions, Logger } from 'n8n-workflow';
import { seal } from '../../../nodes/core/gateway/seal';
import { object } from '../../../nodes/core/event/json';
import type { Ledger } from '../../../nodes/core/ledger/ledger';
import { paymentItemSchema } from '../../../nodes/core/n8n/itemSchema';
import { pollGateway } from '../../../nodes/core/n8n/triggerPoll';
import { StripePaymentFailureTrigger } from '../../../nodes/Stripe/StripePaymentFailureTrigger.node';
import { stripe } from '../../../nodes/Stripe/stripe.adapter';
import { stripeSample } from '../../../nodes/Stripe/stripe.sample';
import { fakeLedger } from '../gateway/fakeLedger';
import { containing } from '../gateway/matchers';

let opened: () => Ledger;
const { ledger: mockOfTests } = fakeLedger();
jest.mock('../../../nodes/core/n8n/openLedger', () => ({
  ledgerFor: async (_: unknown, name: string) => (name === 'test' ? mockOfTests : opened()),
}));

const node = new StripePaymentFailureTrigger();
const now = () => Math.floor(Date.now() / 1000);

/** Two looks within one millisecond have nothing between them to ask for. */
async function aMomentLater(): Promise<void> {
  const begun = Date.now();
  while (Date.now() === begun) await new Promise(setImmediate);
}

/** A published trigger, and the events and endpoints that Stripe lists. */
function restaurant(parameters = {}, credential = {}) {
  const store = fakeLedger();
  opened = () => store.ledger;
  const sent: SentRequest[] = [];
  const listed: object[] = [];
  const endpoints: object[] = [];
  const lines: string[] = [];
  let status = 200;
  /** Calls of this method are refused. */
  let refused = '';
  const bodyFor = ({ method, url }: SentRequest): object => {
    const path = new URL(url).pathname;
    if (path === '/v1/account') return { id: 'acct_bbq' };
    if (path === '/v1/events') return { object: 'list', data: listed, has_more: false };
    if (method === 'POST') return { id: 'we_2', secret: 'whsec_2' };
    return { object: 'list', data: endpoints, has_more: false };
  };
  const host = n8nHost(
    node,
    { options: {}, ...parameters },
    { stripeApi: { secretKey: 'sk_test_bbq', ...credential } },
    'https://n8n.bbq-house.kr',
    async (request) => {
      sent.push(request);
      const statusCode = request.method === refused ? 403 : status;
      const body = statusCode < 400 ? bodyFor(request) : { error: { message: 'No such key' } };
      return { statusCode, headers: {}, body: JSON.stringify(body) };
    },
  );
  const note = (line: string) => void lines.push(line);
  const poll = async () => {
    await aMomentLater();
    const context = host.poll();
    const logger = mock<Logger>({ info: note, warn: note, error: note });
    Object.defineProperty(context, 'logger', { value: logger });
    return await node.poll?.call(context);
  };
  return {
    ...store,
    sent,
    listed,
    endpoints,
    poll,
    host,
    logged: () => lines.join('\n'),
    answer: (code: number) => (status = code),
    refuse: (method: string) => (refused = method),
  };
}
const declined = (id: string) => stripeSample(id, now());

test('what Stripe could not deliver starts the workflow at the next look, once', async () => {
  const house = restaurant();
  expect(await house.poll()).toBeNull();
  house.listed.push(declined('evt_1'), declined('evt_2'));
  const [items = []] = (await house.poll()) ?? [];
  expect(items.map(({ json }) => object(json['event'])['id'])).toEqual([
    'stripe:acct_bbq:evt_1',
    'stripe:acct_bbq:evt_2',
  ]);
  expect(items[0]?.json).toMatchObject({ ledger: 'live', event: { type: 'payment.failed' } });
  for (const { json } of items) expect(paymentItemSchema.parse(json)).toEqual(json);
  expect(await house.poll()).toBeNull();
});

test('Stripe is asked for the events that are understood, in a span', async () => {
  const house = restaurant();
  await house.poll();
  await house.poll();
  const asked = new URL(house.sent.at(-1)?.url ?? '').searchParams;
  expect(asked.getAll('types[]')).toEqual(Object.keys(stripe.eventTypes));
  expect(Number(asked.get('created[lte]'))).toBeGreaterThanOrEqual(
    Number(asked.get('created[gte]')),
  );
});

test.each([
  ['Stripe refuses', (house: ReturnType<typeof restaurant>) => void house.answer(401)],
  [
    'the ledger is gone',
    () => {
      opened = () => {
        throw new Error('The ledger cannot be reached');
      };
    },
  ],
])('%s: publishing goes on', async (_, breaks) => {
  const house = restaurant();
  await house.poll();
  breaks(house);
  expect(await house.poll()).toBeNull();
});

describe('what had not been delivered is explained to the owner', () => {
  const AGO = { since: '2026-01-01T00:00:00.000Z', until: '2026-01-01T00:10:00.000Z' };
  const subscriber = { workflowId: 'dinner', triggerId: 'trigger-1' };
  const url = 'https://n8n.bbq-house.kr/webhook/hook-1/webhook';
  const endpoint = { id: 'we_1', url, enabled_events: ['*'], status: 'enabled' };

  /** A trigger that was published long ago, and an event of a minute ago. */
  async function missed(credential: object = {}, updatedAt = '2025-12-31T00:00:00.000Z') {
    const house = restaurant({}, credential);
    await house.ledger.moveCursor(subscriber, AGO);
    const sealedSecret = seal('whsec_1', 'sk_test_bbq', url);
    const known = { ...subscriber, url, gateway: 'stripe', account: 'acct_bbq', updatedAt };
    await house.ledger.saveRegistration({
      ...known,
      endpointId: 'we_1',
      sealedSecret,
      status: 'active',
    });
    house.endpoints.push({ ...endpoint, api_version: stripe.registration?.apiVersion });
    house.listed.push(stripeSample('evt_1', now() - 60));
    return house;
  }
  const refuse = ({ ledger }: { readonly ledger: Ledger }) =>
    ledger.reject('stripe:stripeApi-id', 'bad_signature', new Date().toISOString());

  test('n8n was down, or its address does not reach it', async () => {
    const house = await missed();
    expect(await house.poll()).toHaveLength(1);
    expect(house.logged()).toMatch(/events_missed.*count=1.*check that this address reaches it/);
  });

  test('the secret was rolled: a new endpoint takes the place of the old', async () => {
    const house = await missed();
    await refuse(house);
    expect(await house.poll()).toHaveLength(1);
    expect(house.logged()).toMatch(/endpoint_replaced.*reason=rolled/);
    expect(house.logged()).not.toContain('events_missed');
  });

  /** Another event that did not come through, and was signed with a secret that is not known; much later. */
  async function again(house: Awaited<ReturnType<typeof missed>>, id: string) {
    house.listed.push(stripeSample(id, now() - 60));
    const known = await house.ledger.registration(url);
    if (!known) throw new Error('Nothing is registered');
    await house.ledger.saveRegistration({ ...known, updatedAt: '2026-01-01T00:00:00.000Z' });
    await refuse(house);
    await aMomentLater();
    await house.poll();
  }

  test('a proxy changes what is delivered: the endpoint is replaced once a day, not at every look', async () => {
    const house = await missed();
    await again(house, 'evt_2');
    house.endpoints.splice(0, 1, { ...house.endpoints[0], id: 'we_2' });
    await again(house, 'evt_3');
    const events = () => house.logged().match(/event=\w+/g);
    expect(events()).toEqual(['event=endpoint_replaced', 'event=events_missed']);
    expect(house.logged()).toContain('no proxy or firewall');
    const [[name, held] = []] = [...house.leases].filter(([key]) => key.startsWith('replacing'));
    const hours = (Date.parse(held?.until ?? '') - Date.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(24);
    house.leases.delete(name ?? '');
    await again(house, 'evt_4');
    expect(events()?.at(-1)).toBe('event=endpoint_replaced');
  });

  test('a secret that was rolled while Stripe is not to be reached is made good later', async () => {
    const house = await missed();
    await refuse(house);
    house.refuse('POST');
    await house.poll();
    expect(house.logged()).toMatch(/event=endpoint_not_mended/);
    expect(house.logged()).not.toContain('reason=rolled');
    house.refuse('');
    // A minute later.
    for (const [name, { holder }] of house.leases)
      house.leases.set(name, { holder, until: '2026-01-01T00:00:00.000Z' });
    await again(house, 'evt_2');
    expect(house.logged()).toMatch(/endpoint_replaced.*reason=rolled/);
  });

  test('the key is the account’s and was made anew: no endpoint is replaced for it', async () => {
    const house = await missed();
    const registration = { ...stripe.registration, keyOfAccount: true };
    jest.replaceProperty(stripe, 'registration', registration as typeof stripe.registration);
    await again(house, 'evt_2');
    jest.restoreAllMocks();
    expect(house.logged()).toMatch(/events_missed.*add the new one to the credential/);
    expect(house.logged()).not.toContain('endpoint_replaced');
  });

  test('the secret was rolled, and is the owner’s to bring', async () => {
    const house = await missed({ signatureSecret: 'whsec_old' });
    await refuse(house);
    expect(await house.poll()).toHaveLength(1);
    expect(house.logged()).toMatch(/events_missed.*add the new one to the credential/);
  });

  test('what goes on being so is said once: a key that opens nothing', async () => {
    const house = await missed();
    house.answer(401);
    for (let look = 0; look < 3; look += 1) {
      await house.poll();
      // Minutes later.
      house.leases.clear();
    }
    expect(house.logged().match(/event=\w+/g)).toEqual([
      'event=endpoint_not_mended',
      'event=backfill_failed',
    ]);
    house.answer(200);
    await house.poll();
    house.answer(401);
    await house.poll();
    expect(house.logged().match(/event=endpoint_not_mended/g)).toHaveLength(2);
  });

  test('what goes on being so is said once: an endpoint too many that may not be deleted', async () => {
    const house = await missed({ signatureSecret: 'whsec_own' }, new Date().toISOString());
    house.endpoints.push({ ...endpoint, id: 'own' });
    house.refuse('DELETE');
    for (let look = 0; look < 3; look += 1) {
      await house.poll();
      house.leases.clear();
    }
    expect(house.logged().match(/event=\w+/g)).toEqual(['event=endpoint_not_removed']);
    house.refuse('');
    await house.poll();
    expect(house.logged()).toMatch(/event=endpoint_removed .*endpoint that you added yourself/);
  });

  test('after a ledger was lost, the old endpoint goes once nobody else is at it, and nobody hears of two', async () => {
    const house = await missed();
    house.endpoints.unshift({ ...endpoint, id: 'of the lost ledger' });
    await house.ledger.lookForUndelivered(subscriber, AGO.since, AGO.since);
    const deleted = () =>
      house.sent.flatMap(({ method, url: at }) => (method === 'DELETE' ? [at] : []));
    // A delivery that the new endpoint’s secret does not open has them looked after, too.
    house.leases.set(`pause ${url}`, { holder: 'a delivery', until: '2999-01-01T00:00:00.000Z' });
    await house.poll();
    expect(deleted()).toEqual([]);
    house.leases.clear();
    await house.poll();
    expect(deleted()).toEqual([containing('of%20the%20lost%20ledger')]);
    house.endpoints.shift();
    await house.poll();
    expect(house.logged()).not.toMatch(/several endpoints/);
    expect(await house.ledger.cursor(subscriber)).not.toHaveProperty('undeliveredSince');
  });

  test('an endpoint that was set up since explains it', async () => {
    const house = await missed({}, new Date().toISOString());
    await refuse(house);
    expect(await house.poll()).toHaveLength(1);
    expect(house.logged()).not.toMatch(/events_missed|rolled/);
  });
});

test('a look that goes on failing is told once, and again when it fails anew', async () => {
  const house = restaurant();
  const works = opened;
  const fails = () => {
    throw new Error('The ledger cannot be reached');
  };
  for (const how of [works, fails, fails, fails, works, fails, fails]) {
    opened = how;
    await house.poll();
  }
  expect(house.logged().match(/event=backfill_failed/g)).toHaveLength(2);
});

test('a gateway that lists nothing is not asked', async () => {
  const house = restaurant();
  const { backfill: _, ...silent } = stripe;
  expect(await pollGateway(house.host.poll(), silent)).toBeNull();
  expect(house.sent).toEqual([]);
});

test('a test run that a delivery started gets the delivery, and polls nothing', async () => {
  const delivered = [{ json: { event: 'delivered' } }];
  expect(
    await node.execute.call(mock<IExecuteFunctions>({ getInputData: () => delivered })),
  ).toEqual([delivered]);
});

test('n8n polls every ten minutes, unless told otherwise, and shows the panel of a webhook', () => {
  const times = node.description.properties.find(({ name }) => name === 'pollTimes');
  expect(times?.default).toEqual({ item: [{ mode: 'everyX', value: 10, unit: 'minutes' }] });
  expect(node.description.polling).toBeUndefined();
});
