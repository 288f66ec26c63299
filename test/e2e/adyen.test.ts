import { list, object, text, type JsonObject } from '../../nodes/core/event/json';
import { adyen } from '../../nodes/Adyen/adyen.adapter';
import { ADYEN, createAdyen, type Delivered } from '../sandbox/adyen';
import { SLACK } from '../sandbox/slack';
import { owner } from './listener';
import { openRestaurant, type Restaurant } from './restaurant';
import { posts, publishTemplate, quiet, templateOf } from './template';

/** A restaurant whose website pays through Adyen: the shipped template with Adyen's trigger in a real n8n. */

const API_KEY = 'AQE-test-key';
const ACCOUNT = 'EmberAndRiceECOM';
const LOGIN = { webhookUser: 'adyen', webhookPassword: 'bulgogi-for-4' };
const HOOKS = `/v3/merchants/${ACCOUNT}/webhooks`;
const STRANGER = 'AB'.repeat(32);
const taken: readonly Delivered[] = [{ status: 200, body: '' }];
const refused: readonly Delivered[] = [{ status: 401, body: '' }];

describe('a restaurant that is paid through Adyen', () => {
  const gateway = createAdyen({ apiKey: API_KEY, account: ACCOUNT });
  let restaurant: Restaurant;
  let workflowId: string;
  /** What publishing asked of Adyen. */
  let published: readonly string[];

  beforeAll(async () => {
    restaurant = await openRestaurant({
      services: [gateway.service],
      credentials: [
        {
          name: 'Adyen',
          type: 'adyenSigningSecret',
          data: {
            environment: 'test',
            merchantAccount: ACCOUNT,
            apiKey: API_KEY,
            signingSecrets: '',
            merchantReference: 'payment',
            managementUrl: '',
            ...LOGIN,
          },
        },
      ],
    });
    gateway.reachable(restaurant.n8n.publicUrl, restaurant.n8n.deliveries);
    const workflow = await publishTemplate(
      restaurant,
      {},
      templateOf({
        trigger: 'adyenPaymentFailureTrigger',
        gateway: 'adyen',
        credential: 'adyenSigningSecret',
      }),
    );
    workflowId = workflow.id;
    published = calls();
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  const calls = (): readonly string[] =>
    restaurant.internet.traffic.to(ADYEN).map(({ method, path }) => `${method} ${path}`);
  const told = (): readonly string[] => posts(restaurant).map((post) => post.text);
  /** A guest's card, for an order. */
  const authorisation = (order: string, about: JsonObject = {}): JsonObject =>
    gateway.item('AUTHORISATION', {
      additionalData: {
        cardHolderName: 'Minji Kim',
        cardSummary: '1111',
        expiryDate: '3/2030',
        refusalReasonRaw: '51 : Insufficient funds',
        'metadata.location': 'Harbor',
      },
      amount: { currency: 'USD', value: 18_640 },
      merchantReference: order,
      reason: 'Not enough balance',
      success: 'false',
      ...about,
    });
  const paid = (order: string, about: JsonObject = {}): JsonObject =>
    authorisation(order, { success: 'true', reason: '018947:1111:3/2030', ...about });
  const declined = (order: string): string =>
    [
      `Payment failed – Harbor, order ${order}`,
      '$186.40, visa ending in 1111',
      'Why: not enough money on the card or account (12).',
      'What to do: Ask for another way to pay, or try this one again later.',
    ].join('\n');

  it('has one webhook set up at Adyen, with every event, a login and a key of its own', () => {
    const [webhook, ...others] = gateway.webhooks();
    expect(others).toEqual([]);
    expect(webhook).toMatchObject({
      type: 'standard',
      active: true,
      communicationFormat: 'json',
      username: LOGIN.webhookUser,
      hasPassword: true,
    });
    expect(text(webhook?.url)).toContain(`${restaurant.n8n.publicUrl}/webhook/`);
    const { includeEventCodes } = object(webhook?.additionalSettings);
    expect(list(includeEventCodes)).toEqual(Object.keys(adyen.eventTypes));
    const id = text(webhook?.id) ?? '';
    expect(published.filter((call) => !call.startsWith('GET'))).toEqual([
      `POST ${HOOKS}`,
      `POST ${HOOKS}/${id}/generateHmac`,
    ]);
  });

  it('tells staff of a refused card, and of the same try once', async () => {
    const item = authorisation('WEB-3001');
    expect(await gateway.send([item])).toEqual(taken);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    expect(await gateway.send([item])).toEqual(taken);
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([{ channel: '#payments', text: declined('WEB-3001') }]);
    // Adyen cannot be asked about a payment, nor told anything about it.
    expect(calls()).toEqual([]);
  });

  it('hears when another card pays, and again when that money cannot be collected', async () => {
    const payment = paid('WEB-3001');
    expect(await gateway.send([payment])).toEqual(taken);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(told()).toEqual([
      'Settled – Harbor, order WEB-3001\n$186.40 is paid. Nothing more to do.',
    ]);
    restaurant.internet.forget();

    const later = new Date(Date.now() + 60_000).toISOString().replace(/\.\d+Z$/, '+00:00');
    const uncollected = gateway.item('CAPTURE_FAILED', {
      additionalData: { cardSummary: '1111' },
      amount: { currency: 'USD', value: 18_640 },
      eventDate: later,
      merchantReference: 'WEB-3001',
      originalReference: payment.pspReference,
      reason: 'Capture Failed',
    });
    expect(await gateway.send([uncollected])).toEqual(taken);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    // An older word on the same payment, told once more, changes nothing.
    await gateway.send([payment, uncollected]);
    await quiet(restaurant);
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain('(CAPTURE_FAILED)');
  });

  it('keeps the good items of a batch, and asks for the bad one again', async () => {
    const items = [authorisation('WEB-3002'), authorisation('WEB-3003'), authorisation('WEB-3004')];
    const { reads } = await owner(restaurant.n8n);
    const [, second] = items;
    const answer = await gateway.send(items, {
      keyOf: (item, own) => (item === second ? STRANGER : own),
    });
    expect(answer).toEqual(refused);
    await restaurant.internet.traffic.waitFor(SLACK, 2);
    await reads(/event=delivery_refused .*reason=bad_signature/);
    await quiet(restaurant);
    expect(told().toSorted()).toEqual([declined('WEB-3002'), declined('WEB-3004')]);

    expect(await gateway.send(items)).toEqual(taken);
    await restaurant.internet.traffic.waitFor(SLACK, 3);
    await quiet(restaurant);
    expect(told().slice(2)).toEqual([declined('WEB-3003')]);
  });

  it('takes nothing that Adyen did not sign, or that comes without the login', async () => {
    const item = authorisation('WEB-3005');
    const attempts = [
      await gateway.send([item], { keyOf: () => STRANGER }),
      await gateway.send([item], { keyOf: () => undefined }),
      await gateway.send([item], { tamper: (one) => ({ ...one, success: 'true' }) }),
      await gateway.send([item], { login: null }),
      await gateway.send([item], { login: `${LOGIN.webhookUser}:guess` }),
    ];
    expect(attempts).toEqual(attempts.map(() => refused));
    await quiet(restaurant);
    expect(told()).toEqual([]);
  });

  it('leaves no second webhook behind when the workflow is published again', async () => {
    const [before] = gateway.webhooks();
    await restaurant.n8n.unpublish(workflowId);
    // Kept while nobody listens: Adyen sends again for thirty days.
    const [missed] = await gateway.send([authorisation('WEB-3006')]);
    expect(missed?.status).toBe(404);
    await restaurant.n8n.publish(workflowId);
    const [after, ...others] = gateway.webhooks();
    expect(others).toEqual([]);
    expect(after?.id).toBe(before?.id);
    expect(calls().filter((call) => /generateHmac|DELETE/.test(call))).toEqual([]);

    expect(await gateway.send([authorisation('WEB-3006')])).toEqual(taken);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(told()).toEqual([declined('WEB-3006')]);
  });
});
