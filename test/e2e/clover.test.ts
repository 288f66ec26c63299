import { list, object, text, type JsonObject } from '../../nodes/core/event/json';
import { CLOVER, CLOVER_WEB, createClover } from '../sandbox/clover';
import { SLACK } from '../sandbox/slack';
import { letTimePass } from './ledger';
import { owner } from './listener';
import { openRestaurant, type Restaurant } from './restaurant';
import { posts, publishTemplate, quiet, templateOf, texts } from './template';

/** A restaurant with Clover's tills and its checkout page: the shipped template in a real n8n. */

const MERCHANT = 'BBQH0USE00001';
const AUTH_CODE = '8f14e45f-ceea-467a-9575-6d6c1e0b3a52';
const SIGNING_SECRET = 'hosted-checkout-secret';
const TOKEN = 'clover-api-token';
const WEB_KEY = 'clover-web-key';

const account = {
  region: 'us',
  merchantId: MERCHANT,
  apiToken: TOKEN,
  authTokens: '',
  signingSecrets: '',
  ecommercePrivateKey: WEB_KEY,
  currency: 'USD',
  merchantTokens: '',
};

describe('a restaurant with Clover’s tills', () => {
  const gateway = createClover({
    merchant: MERCHANT,
    token: TOKEN,
    ecommerceKey: WEB_KEY,
    authCode: AUTH_CODE,
    signingSecret: SIGNING_SECRET,
  });
  let restaurant: Restaurant;
  let workflowId: string;
  let node: JsonObject;
  /** Where the owner would paste it at Clover. */
  let url: string;

  beforeAll(async () => {
    gateway.put('merchant', { id: MERCHANT, name: 'Harbor' });
    gateway.put('customers', {
      id: 'GUESTM1NJ1001',
      firstName: 'Minji',
      phoneNumbers: { elements: [{ phoneNumber: '+1 555 010 2101' }] },
    });
    restaurant = await openRestaurant({
      services: gateway.services,
      credentials: [
        // Clover shows its secrets only once it has made sure of the address.
        { name: 'Clover', type: 'cloverSigningSecret', data: account },
      ],
    });
    const workflow = await publishTemplate(
      restaurant,
      {},
      templateOf({
        trigger: 'cloverPaymentFailureTrigger',
        gateway: 'clover',
        credential: 'cloverSigningSecret',
      }),
    );
    workflowId = workflow.id;
    const trigger = workflow.nodes.find(({ type }) =>
      text(type)?.endsWith('cloverPaymentFailureTrigger'),
    );
    node = object(trigger);
    url = `${restaurant.n8n.deliveries}/webhook/${text(node['webhookId'])}/webhook`;
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  const order = (id: string, table: string, more: JsonObject = {}): void => {
    gateway.put('orders', {
      id,
      currency: 'USD',
      total: 18_640,
      title: `Table ${table}`,
      note: 'Birthday',
      state: 'open',
      orderType: { label: 'Dine In' },
      customers: { elements: [{ id: 'GUESTM1NJ1001', firstName: 'Minji' }] },
      ...more,
    });
  };
  const payment = (id: string, orderId: string, result: string): JsonObject => ({
    id,
    order: { id: orderId },
    tender: { label: 'Credit Card' },
    amount: 18_640,
    tipAmount: 0,
    createdTime: Date.now(),
    modifiedTime: Date.now(),
    result,
    cardTransaction: { cardType: 'VISA', last4: '1111', currency: 'USD' },
  });
  const calls = (host: string): readonly string[] =>
    restaurant.internet.traffic.to(host).map(({ method, path }) => `${method} ${path}`);
  /** What the node's panel lists, as the editor asks for it. */
  const shown = async (parameter: string): Promise<readonly string[]> => {
    const options = await restaurant.n8n.session.call('post', '/dynamic-node-parameters/options', {
      path: `parameters.${parameter}`,
      methodName: parameter,
      nodeTypeAndVersion: { name: node['type'], version: 2 },
      currentNodeParameters: node['parameters'],
      credentials: node['credentials'],
    });
    return list(options).map((option) => text(object(option).name) ?? '');
  };
  const shop = `/v3/merchants/${MERCHANT}`;

  it('shows its owner the code with which Clover makes sure of the address, and starts nothing', async () => {
    const { reads } = await owner(restaurant.n8n);
    expect(await shown('verificationCode')).toEqual([
      'None so far. Save the address at Clover first.',
    ]);
    const { status, code } = await gateway.verify(url);
    expect(status).toBe(200);
    await reads(new RegExp(`event=handshake_received .*${code}`));
    expect(await shown('verificationCode')).toEqual([
      expect.stringMatching(new RegExp(`^${code}, sent .* UTC$`)),
    ]);
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([]);
  });

  it('takes nothing until its owner has put the secrets into the credential', async () => {
    const declined = payment('PAY11', '0RDER11', 'AUTH');
    expect(await gateway.ring(url, declined)).toEqual({ status: 401 });
    const { id } = object(object(node['credentials']).cloverSigningSecret);
    await restaurant.n8n.session.call('patch', `/credentials/${text(id)}`, {
      name: 'Clover',
      type: 'cloverSigningSecret',
      data: { ...account, authTokens: AUTH_CODE, signingSecrets: SIGNING_SECRET },
    });
    expect(await gateway.ring(url, declined)).toEqual({ status: 200 });
    await quiet(restaurant);
    // A tab that is opened is no news.
    expect(posts(restaurant)).toEqual([]);
  });

  it('tells staff and guest of a card that is declined at the till, once, and writes on the order', async () => {
    order('0RDER12', '12');
    const declined = payment('PAY12A', '0RDER12', 'FAIL');
    expect(await gateway.ring(url, declined)).toEqual({ status: 200 });
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    // The till touches it once more.
    await gateway.ring(url, declined, 'UPDATE');
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([
      {
        channel: '#payments',
        text: [
          'Payment failed – Harbor, table 12, order 0RDER12',
          '$186.40, visa ending in 1111',
          'Why: for a reason that the gateway did not explain (FAIL).',
          'What to do: Look at the payment at the gateway and talk to the guest.',
        ].join('\n'),
      },
    ]);
    expect(texts(restaurant).map(({ to }) => to)).toEqual(['+15550102101']);
    expect(gateway.get('orders', '0RDER12')).toMatchObject({
      note: expect.stringMatching(/^Birthday \[payment case case_\S+: open\]$/),
      state: 'open',
    });
    expect(calls(CLOVER).filter((call) => call.startsWith('POST'))).toEqual([
      `POST ${shop}/orders/0RDER12`,
    ]);
    expect(calls(CLOVER)).toContain(`GET ${shop}/payments/PAY12A`);
  });

  it('tells staff once the order is paid by another card', async () => {
    await gateway.ring(url, payment('PAY12B', '0RDER12', 'SUCCESS'));
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(posts(restaurant).map(({ text: said }) => said)).toEqual([
      'Settled – Harbor, table 12, order 0RDER12\n$186.40 is paid. Nothing more to do.',
    ]);
    expect(text(gateway.get('orders', '0RDER12')?.note)).toMatch(
      /^Birthday \[payment .*: settled\]$/,
    );
  });

  it('tells why a card was declined on the checkout page', async () => {
    order('0RDER7', '7', { title: '1042', orderType: { label: 'Online Order' }, state: null });
    gateway.put('payments', { ...payment('PAY7', '0RDER7', 'FAIL'), cardTransaction: undefined });
    gateway.put('charges', {
      id: 'PAY7',
      failure_code: 'expired_card',
      source: { brand: 'MC', last4: '4444' },
    });
    const about = {
      id: 'PAY7',
      status: 'DECLINED',
      data: 'session-7',
      message: 'Decline for 18640',
    };
    expect(await gateway.checkout(url, about)).toEqual({ status: 200 });
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(posts(restaurant).map(({ text: said }) => said.split('\n').slice(0, 3))).toEqual([
      [
        'Payment failed – Harbor, order 1042',
        '$186.40, mc ending in 4444',
        'Why: the card has expired (expired_card).',
      ],
    ]);
    expect(calls(CLOVER_WEB)).toEqual(['GET /v1/charges/PAY7']);
    expect(gateway.get('orders', '0RDER7')).toMatchObject({ state: 'open' });
  });

  it('lets nobody in with another code or secret', async () => {
    const { reads } = await owner(restaurant.n8n);
    const forged = payment('PAY13', '0RDER13', 'FAIL');
    expect(await gateway.ring(url, forged, 'CREATE', 'guessed')).toEqual({ status: 401 });
    await reads(/event=delivery_refused .*reason=bad_signature/);
    const about = { id: 'PAY13', status: 'DECLINED' };
    expect(await gateway.checkout(url, about, 'guessed')).toEqual({ status: 401 });
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([]);
    expect(calls(CLOVER)).toEqual([]);
    expect(await shown('refusedDeliveries')).toContainEqual(
      expect.stringMatching(/2 ×: The signature does not match/),
    );
  });

  it('reads again what it could not read, and tells of the decline then', async () => {
    order('0RDER15', '15');
    const mend = restaurant.internet.fail({
      host: CLOVER,
      when: ({ path }) => path.endsWith('/payments/PAY15'),
      outcome: { status: 503, body: { message: 'Service Unavailable' } },
    });
    await gateway.ring(url, payment('PAY15', '0RDER15', 'FAIL'));
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([]);
    mend();
    letTimePass(restaurant);
    await restaurant.internet.traffic.waitFor(SLACK, 1, { timeout: 30_000 });
    await quiet(restaurant);
    expect(posts(restaurant).map(({ text: said }) => said.split('\n')[0])).toEqual([
      'Payment failed – Harbor, table 15, order 0RDER15',
    ]);
  });

  it('writes to staff of what it may not read in the end, and says where to look', async () => {
    restaurant.internet.fail({
      host: CLOVER,
      when: ({ path }) => path.endsWith('/payments/PAY16'),
      outcome: { status: 403, body: { message: 'The token may not do this' } },
    });
    await gateway.ring(url, payment('PAY16', '0RDER16', 'FAIL'));
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([]);
    letTimePass(restaurant, 8);
    await restaurant.internet.traffic.waitFor(SLACK, 1, { timeout: 60_000 });
    await quiet(restaurant);
    const [letter, ...others] = posts(restaurant).map(({ text: said }) => said);
    expect(others).toEqual([]);
    expect(letter).toContain('A payment event could not be handled');
    expect(letter).toContain(
      'Clover could not be read: Clover does not let the credential do this',
    );
    expect(letter).toContain('The token may not do this');
    expect(letter).toContain('Look at payment PAY16 there.');
  });

  it('finds what was declined while the workflow was unpublished, and tells of it once', async () => {
    order('0RDER14', '14');
    await restaurant.n8n.unpublish(workflowId);
    expect(await gateway.ring(url, payment('PAY14', '0RDER14', 'FAIL'))).toEqual({ status: 404 });
    await restaurant.n8n.publish(workflowId);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(calls(CLOVER)).toContain(`GET ${shop}/payments`);
    // What was told before is found as well, and told no more; what could not be read before is told when it is read.
    const lines = posts(restaurant).map(({ text: said }) => said.split('\n')[0]);
    expect(lines.filter((line) => line !== 'Payment failed – Harbor, order 0RDER16')).toEqual([
      'Payment failed – Harbor, table 14, order 0RDER14',
    ]);
  });
});
