import { object, text, type JsonObject } from '../../nodes/core/event/json';
import {
  createFiserv,
  hashOf,
  HUB,
  IPG,
  notify,
  notifyRecurring,
  postOn,
  type Form,
} from '../sandbox/fiserv';
import { SLACK } from '../sandbox/slack';
import { owner } from './listener';
import { openRestaurant, type Restaurant } from './restaurant';
import { posts, publishTemplate, quiet, templateOf, texts } from './template';

/** Deposits paid on the IPG’s page, and a till on Commerce Hub: the shipped template with Fiserv’s trigger, twice. */

const STORE = '12340056789';
const MERCHANT = '100009000000035';
const KEY = { apiKey: 'k3yOfTheHouse', apiSecret: 's3cretOfTheHouse' };
const SHARED = 'g}4W7P)Lxv,q';
const RECURRING = 'rcp(7)Secret';
const HUB_SECRET = 'a long secret of our own'.replaceAll(' ', '-');
const TRIGGER = 'fiservPaymentFailureTrigger';

describe('a restaurant that is paid through Fiserv', () => {
  const gateway = createFiserv({ ...KEY, store: STORE, merchant: MERCHANT });
  let restaurant: Restaurant;
  let store: string;
  let till: string;

  const published = async (credential: string): Promise<string> => {
    const workflow = await publishTemplate(
      restaurant,
      { name: credential, prefer: [credential] },
      templateOf({ trigger: TRIGGER, gateway: 'fiserv', credential: 'fiservSigningSecret' }),
    );
    const trigger = workflow.nodes.find(({ type }) => text(type)?.endsWith(TRIGGER));
    return `${restaurant.n8n.deliveries}/webhook/${text(trigger?.['webhookId'])}/webhook`;
  };

  beforeAll(async () => {
    const common = { environment: 'sandbox', ...KEY };
    restaurant = await openRestaurant({
      services: gateway.services,
      credentials: [
        {
          name: 'IPG',
          type: 'fiservSigningSecret',
          data: {
            ...common,
            product: 'ipg',
            account: STORE,
            signingSecrets: SHARED,
            recurringSecrets: RECURRING,
          },
        },
        {
          name: 'Commerce Hub',
          type: 'fiservSigningSecret',
          data: {
            ...common,
            product: 'commerceHub',
            account: MERCHANT,
            signingSecrets: HUB_SECRET,
          },
        },
      ],
    });
    store = await published('IPG');
    till = await published('Commerce Hub');
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  const told = (): readonly string[] => posts(restaurant).map((post) => post.text);
  const asked = (host: string): readonly string[] =>
    restaurant.internet.traffic.to(host, () => true).map(({ method, path }) => `${method} ${path}`);
  const deposit = { order: 'DEP-2026-1042', total: '45.00' };
  const billing = {
    name: 'Minji Park',
    contact: { email: 'minji@example.com', mobilePhone: '+49 151 5550142' },
  };
  let declined: Form;

  it('tells staff and guest of a declined deposit, once the API has confirmed whose it is', async () => {
    declined = gateway.checkOut({
      ...deposit,
      approval: 'N:05:Do Not Honour',
      association: '51',
      billing,
    });
    const hash = hashOf(declined, SHARED);
    expect(await notify(store, declined, hash)).toEqual({ status: 200, body: '' });
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(told()).toEqual([
      [
        'Payment failed – order DEP-2026-1042',
        '€45.00, VISA ending in 1111',
        'Why: not enough money on the card or account (05).',
        'What to do: Ask for another way to pay, or try this one again later.',
      ].join('\n'),
    ]);
    expect(asked(IPG)).toEqual([
      `GET /sandbox/ipp/payments-gateway/v2/payments/${declined['ipgTransactionId']}`,
      'GET /sandbox/ipp/payments-gateway/v2/orders/DEP-2026-1042',
    ]);
    expect(restaurant.internet.refused.all).toEqual([]);
    expect(texts(restaurant).map(({ to }) => to)).toEqual(['+491515550142']);
  });

  it('says nothing twice, whatever else a replay says', async () => {
    const hash = hashOf(declined, SHARED);
    const replayed = { ...declined, oid: 'DEP-2026-7', ipgTransactionId: '84999999999' };
    for (const form of [declined, replayed]) {
      expect(await notify(store, form, hash)).toEqual({ status: 200, body: '' });
    }
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([]);
    expect(asked(IPG)).toEqual([]);
  });

  it('takes nothing that was altered, or signed with another secret', async () => {
    const { reads } = await owner(restaurant.n8n);
    const hash = hashOf(declined, SHARED);
    const paid = { ...declined, approval_code: 'Y:1:2' };
    expect((await notify(store, paid, hash)).status).toBe(401);
    expect((await notify(store, paid, hashOf(paid, 'forger'))).status).toBe(401);
    expect((await notify(till, paid, hashOf(paid, HUB_SECRET))).status).toBe(401);
    await reads(/event=delivery_refused .*reason=bad_signature/);
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([]);
  });

  it('hears that the same deposit was paid on another form', async () => {
    const approved = gateway.checkOut({ ...deposit, approval: 'Y:334849:4120076601:PPXX:0412' });
    await notify(store, approved, hashOf(approved, SHARED));
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(told()).toEqual(['Settled – order DEP-2026-1042\n€45.00 is paid. Nothing more to do.']);
  });

  it('is told of a payment that the IPG collects by itself, at an address of its own', async () => {
    const monthly = gateway.checkOut({ order: 'CLUB-7', total: '19.90', approval: 'N:54:Expired' });
    expect((await notifyRecurring(store, monthly, SHARED)).status).toBe(401);
    expect(await notifyRecurring(store, monthly, RECURRING)).toEqual({ status: 200, body: '' });
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain('€19.90');
    expect(told()[0]).toContain('the card has expired');
  });

  it('takes what a checkout posts on from Commerce Hub, and inquires after what is missing', async () => {
    const thin: JsonObject = {
      gatewayResponse: {
        transactionType: 'CHARGE',
        transactionState: 'DECLINED',
        transactionProcessingDetails: {
          transactionId: 'b7c0f3e29a6d4f0e8e51',
          orderId: 'CHG01a9c5512be64f1d',
          transactionTimestamp: new Date().toISOString(),
        },
      },
      amount: { total: 128.4, currency: 'USD' },
      transactionDetails: { merchantOrderId: 'order-1042' },
      metadata: { table: '12', order_number: '1042' },
    };
    gateway.put({
      ...thin,
      source: { card: { scheme: 'MASTERCARD', last4: '1732' } },
      paymentReceipt: {
        processorResponseDetails: { responseCode: '006', hostResponseCode: '51' },
      },
    });
    expect((await postOn(till, thin, 'forger')).status).toBe(401);
    expect((await postOn(store, thin, SHARED)).status).toBe(401);
    expect(await postOn(till, thin, HUB_SECRET)).toEqual({ status: 200, body: '' });
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(told()).toEqual([
      [
        'Payment failed – table 12, order 1042',
        '$128.40, MASTERCARD ending in 1732',
        'Why: not enough money on the card or account (006).',
        'What to do: Ask for another way to pay, or try this one again later.',
      ].join('\n'),
    ]);
    expect(asked(HUB)).toEqual(['POST /ch/payments/v1/transaction-inquiry']);
    const [inquiry] = restaurant.internet.traffic.to(HUB, () => true);
    expect(object(inquiry?.body)).toEqual({
      referenceTransactionDetails: { referenceTransactionId: 'b7c0f3e29a6d4f0e8e51' },
      merchantDetails: { merchantId: MERCHANT },
    });
  });
});
