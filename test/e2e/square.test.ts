import { list, object, text, type JsonObject } from '../../nodes/core/event/json';
import { SLACK } from '../sandbox/slack';
import { createSquare, SQUARE } from '../sandbox/square';
import { owner } from './listener';
import { openRestaurant, type Restaurant } from './restaurant';
import { posts, publishTemplate, quiet, templateOf } from './template';

/** A restaurant with Square's tills: the shipped template with Square's trigger in a real n8n. */

const TOKEN = 'square-access-token';
const MERCHANT = 'MLEMBER';
const LOCATION = 'LHARBOR';
const SECOND = 'LMARINA';

describe('a restaurant with Square’s tills', () => {
  const gateway = createSquare({ token: TOKEN, merchant: MERCHANT });
  let restaurant: Restaurant;
  let workflowId: string;

  beforeAll(async () => {
    gateway.put('location', { id: LOCATION, name: 'Harbor' });
    gateway.put('location', { id: SECOND, name: 'Marina' });
    gateway.put('customer', { id: 'CusMinji', given_name: 'Minji', phone_number: '+15550102101' });
    restaurant = await openRestaurant({
      services: [gateway.service],
      credentials: [
        {
          name: 'Square',
          type: 'squareSigningSecret',
          data: { environment: 'live', accessToken: TOKEN, signingSecrets: '' },
        },
      ],
    });
    gateway.reachable(restaurant.n8n.publicUrl, restaurant.n8n.deliveries);
    const workflow = await publishTemplate(
      restaurant,
      {},
      templateOf({
        trigger: 'squarePaymentFailureTrigger',
        gateway: 'square',
        credential: 'squareSigningSecret',
      }),
    );
    workflowId = workflow.id;
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  const order = (id: string, table: string): void => {
    gateway.put('order', {
      id,
      location_id: LOCATION,
      state: 'OPEN',
      version: 1,
      ticket_name: `Table ${table}`,
      reference_id: `10${table}`,
      total_money: { amount: 18640, currency: 'USD' },
    });
  };
  const payment = (id: string, orderId: string, status: string): JsonObject => {
    const at = new Date().toISOString();
    const money = { amount: 18640, currency: 'USD' };
    return {
      id,
      created_at: at,
      updated_at: at,
      amount_money: money,
      total_money: money,
      status,
      source_type: 'CARD',
      card_details: {
        status: status === 'FAILED' ? 'FAILED' : 'CAPTURED',
        card: { card_brand: 'VISA', last_4: '1111', exp_month: 12, exp_year: 2030 },
        ...(status === 'FAILED' && {
          errors: [{ category: 'PAYMENT_METHOD_ERROR', code: 'INSUFFICIENT_FUNDS' }],
        }),
      },
      location_id: LOCATION,
      order_id: orderId,
      customer_id: 'CusMinji',
    };
  };
  const calls = (method: string): readonly string[] =>
    restaurant.internet.traffic
      .to(SQUARE, (exchange) => exchange.method === method)
      .map(({ path }) => path);

  it('has one subscription set up at Square, for every event that it needs', () => {
    const [subscription, ...others] = gateway.subscriptions();
    expect(others).toEqual([]);
    expect(text(subscription?.notification_url)).toContain(`${restaurant.n8n.publicUrl}/webhook/`);
    expect(list(subscription?.event_types)).toEqual(
      expect.arrayContaining(['payment.updated', 'invoice.scheduled_charge_failed']),
    );
    expect(list(subscription?.event_types)).not.toContain('payment.listed');
  });

  it('tells staff and guest of a declined card, with the place that Square knows, and writes on the order', async () => {
    order('Ord12', '12');
    expect(
      await gateway.send('payment.created', 'payment', payment('Pay12a', 'Ord12', 'FAILED')),
    ).toEqual([200]);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    // The same try, told once more.
    await gateway.send('payment.updated', 'payment', payment('Pay12a', 'Ord12', 'FAILED'));
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([
      {
        channel: '#payments',
        text: [
          'Payment failed – Harbor, table 12, order 1012',
          '$186.40, visa ending in 1111',
          'Why: not enough money on the card or account (INSUFFICIENT_FUNDS).',
          'What to do: Ask for another way to pay, or try this one again later.',
        ].join('\n'),
      },
    ]);
    expect(object(gateway.get('order', 'Ord12')?.metadata)).toEqual({
      payment_failure_case: expect.stringMatching(/^case_/),
      payment_failure_status: 'open',
    });
    expect(calls('PUT')).toEqual(['/v2/orders/Ord12']);
  });

  it('tells staff once the order is paid by another card', async () => {
    await gateway.send('payment.updated', 'payment', payment('Pay12b', 'Ord12', 'COMPLETED'));
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(posts(restaurant).map(({ text: said }) => said)).toEqual([
      'Settled – Harbor, table 12, order 1012\n$186.40 is paid. Nothing more to do.',
    ]);
  });

  it('lets nobody in with another key', async () => {
    order('Ord13', '13');
    const { reads } = await owner(restaurant.n8n);
    const forged = payment('Pay13', 'Ord13', 'FAILED');
    expect(await gateway.send('payment.updated', 'payment', forged, { key: 'forger' })).toEqual([
      401,
    ]);
    await reads(/event=delivery_refused .*reason=bad_signature/);
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([]);
  });

  it('tells the owner that it is the address at Square that is wrong, and not the key', async () => {
    order('Ord15', '15');
    const { reads, said } = await owner(restaurant.n8n);
    const late = payment('Pay15', 'Ord15', 'FAILED');
    const address = (url: string) => `${url}/`;
    expect(await gateway.send('payment.updated', 'payment', late, { address })).toEqual([401]);
    const entered = `${restaurant.n8n.publicUrl}/webhook/`;
    await reads(/event=delivery_refused .*reason=wrong_url .*Signed with the right secret/);
    expect(await said()).toMatch(
      new RegExp(`It was signed for ${entered}\\S+/webhook/, and n8n knows`),
    );
    expect(await said()).not.toContain('bad_signature');
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([]);
    // Entered as n8n knows it, the same event is taken.
    expect(await gateway.send('payment.updated', 'payment', late)).toEqual([200]);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(posts(restaurant)[0]?.text).toContain('table 15');
  });

  it('finds what was declined while the workflow was unpublished, and tells of it once', async () => {
    order('Ord14', '14');
    await restaurant.n8n.unpublish(workflowId);
    const missed = payment('Pay14', 'Ord14', 'FAILED');
    expect(await gateway.send('payment.updated', 'payment', missed)).toEqual([404]);
    await restaurant.n8n.publish(workflowId);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(calls('POST')).toContain('/v2/events');
    expect(posts(restaurant).filter(({ text: said }) => said.includes('table 14'))).toHaveLength(1);
    expect(gateway.subscriptions()).toHaveLength(1);
  });

  it('finds what was declined at the second restaurant, of which Square sent nothing', async () => {
    order('Ord16', '16');
    gateway.put('payment', { ...payment('Pay16', 'Ord16', 'FAILED'), location_id: SECOND });
    await restaurant.n8n.unpublish(workflowId);
    await restaurant.n8n.publish(workflowId);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(posts(restaurant).map(({ text: said }) => said.split('\n')[0])).toEqual([
      'Payment failed – Marina, table 16, order 1016',
    ]);
  });
});
