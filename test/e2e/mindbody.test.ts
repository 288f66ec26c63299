import axios from 'axios';
import { list, text } from '../../nodes/core/event/json';
import { createMindbody, MINDBODY, MINDBODY_PUSH } from '../sandbox/mindbody';
import { SLACK } from '../sandbox/slack';
import { owner } from './listener';
import { openRestaurant, type Restaurant } from './restaurant';
import { posts, publishTemplate, quiet, templateOf } from './template';

/** A restaurant that sells grill classes at Mindbody: the shipped template with Mindbody's trigger in a real n8n. */

const SITE = '482910';
const KEYS = { apiKey: 'public-api-key', webhooksApiKey: 'webhooks-api-key' };
const STAFF = { username: 'till@ember.example', password: 'bulgogi' };
const ZONE = 'America/New_York';
const MINJI = '100000734';
/** As the template calls its trigger. */
const NODE = 'Stripe Payment Failure Trigger';

describe('a restaurant that sells grill classes', () => {
  const gateway = createMindbody({ site: SITE, ...KEYS, ...STAFF, timeZone: ZONE });
  let restaurant: Restaurant;
  let workflowId: string;
  let url: string;

  beforeAll(async () => {
    gateway.books.locations.push({ Id: 2, Name: 'Mapo', SiteID: Number(SITE) });
    gateway.books.clients.push({
      Id: MINJI,
      UniqueId: Number(MINJI),
      FirstName: 'Minji',
      LastName: 'Park',
      MobilePhone: '+15550102101',
    });
    restaurant = await openRestaurant({
      services: gateway.services,
      credentials: [
        {
          name: 'Mindbody',
          type: 'mindbodySigningSecret',
          data: { siteId: SITE, ...KEYS, ...STAFF, currency: 'USD', timeZone: ZONE },
        },
      ],
    });
    gateway.reachable(restaurant.n8n.publicUrl, restaurant.n8n.deliveries);
    const workflow = await publishTemplate(
      restaurant,
      {},
      templateOf({
        trigger: 'mindbodyPaymentFailureTrigger',
        gateway: 'mindbody',
        credential: 'mindbodySigningSecret',
      }),
    );
    workflowId = workflow.id;
    const [subscription] = gateway.subscriptions();
    url = text(subscription?.webhookUrl) ?? '';
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  const local = (): string => url.replace(restaurant.n8n.publicUrl, restaurant.n8n.deliveries);
  const calls = (host: string): readonly string[] =>
    restaurant.internet.traffic.to(host).map(({ method, path }) => `${method} ${path}`);
  const told = (): readonly string[] => posts(restaurant).map((post) => post.text);
  const notes = () => gateway.books.contactLogs.map(({ Text, IsComplete }) => [Text, IsComplete]);
  /** What the trigger does by itself, as often as it is set to: it looks when it is published. */
  const look = async (): Promise<void> => {
    await restaurant.n8n.unpublish(workflowId);
    await restaurant.n8n.publish(workflowId);
  };

  it('has one subscription set up and activated, once somebody answered at its address', async () => {
    const [subscription, ...others] = gateway.subscriptions();
    expect(others).toEqual([]);
    expect(subscription).toMatchObject({ status: 'Active', eventSchemaVersion: 1 });
    expect(url).toContain(`${restaurant.n8n.publicUrl}/webhook/`);
    expect(list(subscription?.eventIds)).toEqual([
      'clientSale.created',
      'client.updated',
      'clientContract.created',
      'clientContract.updated',
      'clientContract.cancelled',
    ]);
    // Mindbody asked when it was made and when it was activated.
    expect(gateway.heads).toEqual([200, 200]);
    const head = await axios.head(local(), { proxy: false, validateStatus: () => true });
    expect([head.status, head.data]).toEqual([200, '']);
  });

  it('finds the declined card that nobody pushed, and notes the case with the guest', async () => {
    gateway.charge({ SaleId: 5512, ClientId: Number(MINJI), Amount: 186.4, Status: 'Declined' });
    await look();
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([
      {
        channel: '#payments',
        text: [
          'Payment failed – Mapo, order 5512',
          '$186.40, Visa ending in 4417',
          'Why: the bank declined without saying why (Declined).',
          'What to do: Ask for another way to pay.',
        ].join('\n'),
      },
    ]);
    expect(calls(MINDBODY)).toEqual(
      expect.arrayContaining([
        'GET /public/v6/sale/transactions',
        'GET /public/v6/sale/sales',
        'GET /public/v6/client/clients',
        'GET /public/v6/site/locations',
        'POST /public/v6/client/addcontactlog',
      ]),
    );
    expect(notes()).toEqual([
      [
        expect.stringMatching(
          /^Payment failure case case_\S+ is open\. 186\.40 USD did not come in/,
        ),
        false,
      ],
    ]);
  });

  it('hears once more of the same decline, as Mindbody calls the guest declined, and says nothing twice', async () => {
    const guest = {
      clientId: MINJI,
      clientUniqueId: Number(MINJI),
      status: 'Declined',
      firstName: 'Minji',
    };
    expect(await gateway.send('client.updated', guest)).toEqual([200]);
    await quiet(restaurant);
    expect(calls(MINDBODY)).toContain('GET /public/v6/sale/transactions');
    await look();
    await quiet(restaurant);
    expect(told()).toEqual([]);
  });

  it('tells staff once the sale is closed, with a staff token that n8n had to renew', async () => {
    gateway.expireTokens();
    expect(await gateway.close({ saleId: 5512, clientId: MINJI, total: 186.4 })).toEqual([200]);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(told()).toEqual(['Settled – Mapo, order 5512\n$186.40 is paid. Nothing more to do.']);
    expect(notes()).toEqual([[expect.stringContaining(' is settled. 186.40 USD'), true]]);
    expect(calls(MINDBODY)).toContain('POST /public/v6/usertoken/issue');
  });

  it('answers at the test address too, while the editor listens, and is not woken by the question', async () => {
    expect(await restaurant.n8n.runManually(workflowId, NODE)).toEqual({ waiting: true });
    const [, subscription] = gateway.subscriptions();
    const address = text(subscription?.webhookUrl) ?? '';
    expect(address).toContain('/webhook-test/');
    expect(gateway.heads).toEqual([200, 200, 200, 200]);
    const manual = async () =>
      (await restaurant.n8n.executions(workflowId)).filter(({ mode }) => mode === 'manual');
    expect(await manual()).toEqual([]);
    // The published workflow and the one that is tried out.
    expect(await gateway.close({ saleId: 5600, clientId: MINJI, total: 20 })).toEqual([200, 200]);
    await quiet(restaurant);
    expect(await manual()).toMatchObject([{ status: 'success' }]);
    expect(gateway.subscriptions().map(({ status }) => status)).toEqual([
      'Active',
      'DeactivatedByUser',
    ]);
    expect(told()).toEqual([]);
  });

  it('lets nobody in with another key', async () => {
    const { reads } = await owner(restaurant.n8n);
    expect(await gateway.send('clientSale.created', { saleId: 1 }, 'forger')).toEqual([401]);
    await reads(/event=delivery_refused .*reason=bad_signature/);
    await quiet(restaurant);
    expect(told()).toEqual([]);
  });

  it('activates the subscription again that Mindbody gave up, and finds what was missed', async () => {
    const [subscription] = gateway.subscriptions();
    const id = text(subscription?.subscriptionId) ?? '';
    gateway.charge({ SaleId: 5513, ClientId: Number(MINJI), Amount: 42, Status: 'Declined' });
    await restaurant.n8n.unpublish(workflowId);
    expect(await gateway.close({ saleId: 5513, clientId: MINJI, total: 42 })).toEqual([404]);
    gateway.become(id, 'DeactivatedTooManyFailedMessageDeliveryAttempts');
    await restaurant.n8n.publish(workflowId);
    await quiet(restaurant);
    expect(gateway.subscriptions()[0]).toMatchObject({ subscriptionId: id, status: 'Active' });
    expect(calls(MINDBODY_PUSH)).toContain(`PATCH /push/api/v1/subscriptions/${id}`);
    // It was paid before anybody could be told that it was not.
    expect(told()).toEqual([]);
  });
});
