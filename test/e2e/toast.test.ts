import { text, type JsonObject } from '../../nodes/core/event/json';
import { SLACK } from '../sandbox/slack';
import { createToast, TOAST } from '../sandbox/toast';
import { owner } from './listener';
import { openRestaurant, type Restaurant } from './restaurant';
import { posts, publishTemplate, quiet, templateOf } from './template';

/** A restaurant with Toast's tills: the shipped template with Toast's trigger in a real n8n. */

const SECRET = 'ember-and-rice-subscription';
const RESTAURANT = '4b0f7a52-6c1e-4a5d-9f6e-0d6c1a2b3c4d';
const CLIENT = { clientId: 'ember', clientSecret: 'and-rice' };

describe('a restaurant with Toast’s tills', () => {
  const gateway = createToast({ ...CLIENT, restaurantGuid: RESTAURANT, secret: SECRET });
  let restaurant: Restaurant;
  let workflowId: string;
  /** What the owner gives to Toast’s integrations team. */
  let url: string;

  beforeAll(async () => {
    gateway.put('/config/v2/tables/t12', { guid: 't12', name: '12' });
    gateway.put('/labor/v1/employees/jisoo', { firstName: 'Jisoo', lastName: 'Kim' });
    gateway.put('/config/v2/diningOptions/dine-in', { behavior: 'DINE_IN' });
    gateway.put(`/restaurants/v1/restaurants/${RESTAURANT}`, {
      general: { name: 'Ember & Rice', locationName: 'Harbor' },
    });
    restaurant = await openRestaurant({
      services: [gateway.service],
      credentials: [
        {
          name: 'Toast',
          type: 'toastSigningSecret',
          data: {
            environment: 'live',
            signingSecrets: SECRET,
            restaurantGuid: RESTAURANT,
            currency: 'USD',
            ...CLIENT,
            apiHost: '',
          },
        },
      ],
    });
    const workflow = await publishTemplate(
      restaurant,
      {},
      templateOf({
        trigger: 'toastPaymentFailureTrigger',
        gateway: 'toast',
        credential: 'toastSigningSecret',
      }),
    );
    workflowId = workflow.id;
    const trigger = workflow.nodes.find(({ type }) =>
      text(type)?.endsWith('toastPaymentFailureTrigger'),
    );
    url = `${restaurant.n8n.deliveries}/webhook/${text(trigger?.['webhookId'])}/webhook`;
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  const payment = (guid: string, change: JsonObject = {}): JsonObject => ({
    guid,
    type: 'CREDIT',
    paymentStatus: 'DENIED',
    amount: 186.4,
    tipAmount: 0,
    cardType: 'VISA',
    cardEntryMode: 'EMV_CHIP_SIGN',
    last4Digits: '1111',
    ...change,
  });
  const order = (
    number: string,
    payments: readonly JsonObject[],
    change: JsonObject = {},
  ): JsonObject => ({
    guid: `order-${number}`,
    displayNumber: number,
    source: 'In Store',
    numberOfGuests: 4,
    table: { guid: 't12' },
    server: { guid: 'jisoo' },
    diningOption: { guid: 'dine-in' },
    checks: [
      {
        guid: `check-${number}`,
        displayNumber: number,
        paymentStatus: 'OPEN',
        totalAmount: 186.4,
        selections: [{ displayName: 'Galbi for two' }],
        payments,
        ...change,
      },
    ],
  });
  const calls = (): readonly string[] =>
    restaurant.internet.traffic.to(TOAST).map(({ method, path }) => `${method} ${path}`);
  const said = (): readonly string[] => posts(restaurant).map((post) => post.text);

  const ALERT = [
    'Payment failed – Harbor, table 12, order 42',
    '$186.40, visa ending in 1111',
    'Why: the bank declined without saying why (DENIED).',
    'What to do: Ask for another way to pay.',
  ].join('\n');

  it('tells staff of a denied card, with the names that Toast knows, and once, however often the order comes', async () => {
    const denied = order('42', [payment('pay-1')]);
    expect(await gateway.send(url, denied)).toBe(200);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([{ channel: '#payments', text: ALERT }]);
    expect(calls().toSorted()).toEqual([
      'GET /config/v2/diningOptions/dine-in',
      'GET /config/v2/tables/t12',
      'GET /labor/v1/employees/jisoo',
      `GET /restaurants/v1/restaurants/${RESTAURANT}`,
      ...calls().filter((call) => call.startsWith('POST /authentication/')),
    ]);

    restaurant.internet.forget();
    expect(await gateway.send(url, { ...denied, numberOfGuests: 5 })).toBe(200);
    expect(await gateway.send(url, { ...denied, numberOfGuests: 6 })).toBe(200);
    await quiet(restaurant);
    expect(said()).toEqual([]);
  });

  it('says nothing of the wrong card that was voided, and tells staff once the check is paid in full', async () => {
    const [denied, wrong] = [payment('pay-1'), payment('pay-2', { paymentStatus: 'VOIDED' })];
    expect(await gateway.send(url, order('42', [denied, wrong]))).toBe(200);
    const half = payment('pay-3', { paymentStatus: 'AUTHORIZED', amount: 100, tipAmount: 30 });
    expect(await gateway.send(url, order('42', [denied, wrong, half]))).toBe(200);
    await quiet(restaurant);
    expect(said()).toEqual([]);

    const cash = { guid: 'pay-4', type: 'CASH', amount: 86.4, tipAmount: 0, paidDate: 'tonight' };
    expect(await gateway.send(url, order('42', [denied, wrong, half, cash]))).toBe(200);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(said()).toEqual([
      'Settled – Harbor, table 12, order 42\n$186.40 is paid. Nothing more to do.',
    ]);
  });

  it('takes an order of more than 600 kB, and signs in again where its token has expired', async () => {
    gateway.expire();
    const selections = Array.from({ length: 8_000 }, (_, at) => ({
      guid: `selection-${at}`,
      displayName: 'Banchan',
      price: 0.5,
      modifiers: [{ displayName: 'Extra kimchi', price: 1.25 }],
    }));
    const large = order('44', [payment('pay-44')], { selections });
    expect(JSON.stringify(large).length).toBeGreaterThan(600_000);
    expect(await gateway.send(url, large)).toBe(200);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(said()).toEqual([ALERT.replace('order 42', 'order 44')]);
    expect(calls()).toContain('POST /authentication/v1/authentication/login');
  });

  it('lets nobody in with another secret, nor with yesterday’s message', async () => {
    const { reads } = await owner(restaurant.n8n);
    const forged = order('45', [payment('pay-45')]);
    expect(await gateway.send(url, forged, { secret: 'forger' })).toBe(401);
    await reads(/event=delivery_refused .*reason=bad_signature/);
    const yesterday = new Date(Date.now() - 24 * 3_600_000).toISOString();
    expect(await gateway.send(url, forged, { timestamp: yesterday })).toBe(401);
    await reads(/event=delivery_refused .*reason=stale_clock/);
    await quiet(restaurant);
    expect(said()).toEqual([]);
  });

  it('finds what was denied while the workflow was unpublished, and tells of it once', async () => {
    await restaurant.n8n.unpublish(workflowId);
    const missed = order('46', [payment('pay-46')]);
    expect(await gateway.send(url, missed)).toBe(404);
    await restaurant.n8n.publish(workflowId);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    expect(await gateway.send(url, missed)).toBe(200);
    await quiet(restaurant);
    expect(calls()).toContain('GET /orders/v2/ordersBulk');
    expect(said()).toEqual([ALERT.replace('order 42', 'order 46')]);
  });
});
