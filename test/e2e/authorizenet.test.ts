import { text } from '../../nodes/core/event/json';
import { AUTHORIZENET, createAuthorizeNet } from '../sandbox/authorizenet';
import { SLACK } from '../sandbox/slack';
import { openRestaurant, type Restaurant } from './restaurant';
import { posts, publishTemplate, quiet, templateOf } from './template';

/** Catering paid through Authorize.Net: the shipped template with its trigger in a real n8n. */

const LOGIN = { apiLoginId: 'emberRice', transactionKey: '4Ktq966gC55GAX7S' };
const KEY = '0F1E2D3C4B5A69788796A5B4C3D2E1F0'.repeat(4);
const TRIGGER = 'authorizeNetPaymentFailureTrigger';

describe('a caterer', () => {
  const gateway = createAuthorizeNet({ ...LOGIN, signatureKey: KEY, gatewayId: '730214' });
  let restaurant: Restaurant;
  let url: string;

  beforeAll(async () => {
    restaurant = await openRestaurant({
      services: [gateway.service],
      credentials: [
        {
          name: 'Authorize.Net',
          type: 'authorizeNetSigningSecret',
          data: {
            environment: 'sandbox',
            apiLoginId: LOGIN.apiLoginId,
            transactionSecret: LOGIN.transactionKey,
            signingSecrets: KEY,
            currency: 'USD',
          },
        },
      ],
    });
    const workflow = await publishTemplate(
      restaurant,
      {},
      templateOf({
        trigger: TRIGGER,
        gateway: 'authorizenet',
        credential: 'authorizeNetSigningSecret',
      }),
    );
    const trigger = workflow.nodes.find(({ type }) => text(type)?.endsWith(TRIGGER));
    url = `${restaurant.n8n.deliveries}/webhook/${text(trigger?.['webhookId'])}/webhook`;
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  const decline = (invoiceNumber: string): string =>
    gateway.charge({ amount: 486.4, invoiceNumber, reasonCode: 2 });
  const told = (): readonly string[] => posts(restaurant).map((post) => post.text);
  const asked = (): readonly string[] =>
    restaurant.internet.traffic
      .to(AUTHORIZENET, ({ method }) => method === 'POST')
      .map(({ body }) => Object.keys(body)[0] ?? '');

  it('has one endpoint at Authorize.Net, for every event that is pushed', () => {
    const webhooks = gateway.webhooks();
    expect(webhooks).toHaveLength(1);
    expect(text(webhooks[0]?.['url'])).toContain(`${restaurant.n8n.publicUrl}/webhook/`);
    expect(webhooks[0]).toMatchObject({ status: 'active' });
    expect(webhooks[0]?.['eventTypes']).toContain('net.authorize.payment.fraud.declined');
    expect(webhooks[0]?.['eventTypes']).not.toContain('transaction.declined');
  });

  it('is told of a decline that a webhook brings, explained by the details', async () => {
    const transId = decline('CAT-2001');
    const delivered = await gateway.notify('authcapture.created', transId, url);
    expect(delivered).toEqual({ status: 200, body: '' });
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(told()).toEqual([
      [
        'Payment failed – order CAT-2001',
        '$486.40, Visa ending in 4242',
        'Why: the bank declined without saying why (2).',
        'What to do: Ask for another way to pay, or try this one again later.',
      ].join('\n'),
    ]);
    expect(asked()).toContain('getTransactionDetailsRequest');
    expect(restaurant.internet.refused.all).toEqual([]);
  });

  it('hears of the same decline by Silent Post, and says nothing twice', async () => {
    const transId = decline('CAT-2002');
    expect(await gateway.postSilently(transId, url)).toEqual({ status: 200, body: '' });
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(told()[0]).toContain('order CAT-2002');
    await gateway.notify('authcapture.created', transId, url);
    await gateway.postSilently(transId, url);
    await quiet(restaurant);
    expect(told()).toHaveLength(1);
  });

  it('takes nothing that Authorize.Net did not sign', async () => {
    const transId = decline('CAT-2003');
    const forged = await gateway.notify('authcapture.created', transId, url, 'AB'.repeat(64));
    expect(forged).toEqual({ status: 401, body: '' });
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([]);
  });

  it('finds the decline that nobody pushed, before and after the batch, and hears when it is paid', async () => {
    const transId = decline('CAT-2004');
    await restaurant.n8n.restart();
    // That of 2003, which a forger told of, was true; and each is told of once.
    await restaurant.internet.traffic.waitFor(SLACK, 2);
    await quiet(restaurant);
    expect(told().filter((one) => one.includes('order CAT-2004'))).toHaveLength(1);
    expect(told().filter((one) => /CAT-200[12]/.test(one))).toEqual([]);

    restaurant.internet.forget();
    gateway.settle();
    await gateway.postSilently(transId, url);
    await restaurant.n8n.restart();
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([]);
    expect(asked()).toContain('getTransactionListRequest');

    gateway.charge({ amount: 486.4, invoiceNumber: 'CAT-2004' });
    await restaurant.n8n.restart();
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(told()).toEqual(['Settled – order CAT-2004\n$486.40 is paid. Nothing more to do.']);
  });
});
