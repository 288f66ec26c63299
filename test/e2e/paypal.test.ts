import { list, object, text, type JsonObject } from '../../nodes/core/event/json';
import { serverError } from '../sandbox/faults';
import { createPayPal, PAYPAL, PAYPAL_CERTIFICATES, PAYPAL_IPN } from '../sandbox/paypal';
import { SLACK } from '../sandbox/slack';
import { owner } from './listener';
import { openRestaurant, type Restaurant } from './restaurant';
import { posts, publishTemplate, quiet, templateOf } from './template';

/**
 * A restaurant whose website is paid through PayPal, in PayPal's sandbox: the shipped template with PayPal's trigger in
 * a real n8n, which trusts the certificates of the fake internet as it does those of a company's own network.
 */

const LOGIN = { clientId: 'AX-ember-rice', clientSecret: 'EK-galbi-for-4' };
const RECEIVER = 'till@ember-rice.example';

describe('a restaurant that is paid through PayPal', () => {
  const gateway = createPayPal({ ...LOGIN, userId: 'mWq6ember' });
  let restaurant: Restaurant;
  let workflowId: string;
  let url: string;

  beforeAll(async () => {
    restaurant = await openRestaurant({
      services: gateway.services,
      credentials: [
        {
          name: 'PayPal',
          type: 'payPalPaymentFailureApi',
          data: {
            environment: 'sandbox',
            ...LOGIN,
            webhookIds: '',
            askPayPal: false,
            ipnReceivers: RECEIVER,
            invoiceNumber: 'payment',
          },
        },
      ],
    });
    gateway.reachable(restaurant.n8n.publicUrl, restaurant.n8n.deliveries);
    await gateway.certify(await restaurant.internet.authority());
    const workflow = await publishTemplate(
      restaurant,
      {},
      templateOf({
        trigger: 'payPalPaymentFailureTrigger',
        gateway: 'paypal',
        credential: 'payPalPaymentFailureApi',
      }),
    );
    workflowId = workflow.id;
    url = text(gateway.webhooks()[0]?.url) ?? '';
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  /** A card declined for an order, which PayPal's API tells more of than its event. */
  const declined = (id: string, table: string): JsonObject => {
    const capture = {
      id,
      status: 'DECLINED',
      amount: { currency_code: 'USD', value: '186.40' },
      invoice_id: `BBQ-${table}`,
      custom_id: JSON.stringify({ table, location: 'Harbor' }),
      supplementary_data: { related_ids: { order_id: `ORDER${table}` } },
    };
    gateway.put(`/v2/payments/captures/${id}`, {
      ...capture,
      processor_response: { response_code: '5120' },
    });
    gateway.put(`/v2/checkout/orders/ORDER${table}`, {
      id: `ORDER${table}`,
      payment_source: { card: { brand: 'VISA', last_digits: '1111', expiry: '2030-12' } },
      payer: {
        email_address: `guest-${table}@example.com`,
        name: { given_name: 'Renée', surname: 'Park' },
      },
    });
    return capture;
  };
  const notification = (id: string, table: string): Readonly<Record<string, string>> => ({
    txn_type: 'web_accept',
    txn_id: id,
    payment_status: 'Failed',
    payment_date: '11:29:48 Nov 20, 2026 PST',
    mc_gross: '186.40',
    mc_currency: 'USD',
    invoice: `BBQ-${table}`,
    first_name: 'Renée',
    receiver_email: RECEIVER,
  });
  const told = (): readonly string[] => posts(restaurant).map((post) => post.text);
  const calls = (host: string): readonly string[] =>
    restaurant.internet.traffic.to(host).map(({ method, path }) => `${method} ${path}`);

  it('has one webhook set up at PayPal, for every event that it needs', () => {
    const [webhook, ...others] = gateway.webhooks();
    expect(others).toEqual([]);
    expect(url).toContain(`${restaurant.n8n.publicUrl}/webhook/`);
    const names = list(webhook?.event_types).map((type) => text(object(type).name));
    expect(names).toEqual(
      expect.arrayContaining([
        'PAYMENT.CAPTURE.DENIED',
        'PAYMENT.CAPTURE.DECLINED',
        'BILLING.SUBSCRIPTION.PAYMENT.FAILED',
        'CUSTOMER.DISPUTE.CREATED',
      ]),
    );
    expect(names).not.toContain('ipn');
  });

  it('tells staff of a declined card, with what PayPal’s API knows, though n8n’s token has run out', async () => {
    gateway.expireTokens();
    expect(await gateway.send('PAYMENT.CAPTURE.DENIED', declined('CAP12', '12'))).toEqual([200]);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([
      {
        channel: '#payments',
        text: [
          'Payment failed – Harbor, table 12, order BBQ-12',
          '$186.40, visa ending in 1111',
          'Why: not enough money on the card or account (5120).',
          'What to do: Ask for another way to pay, or try this one again later.',
          'Of the guest only an email address is known. If this workflow sends guests no email, please tell them.',
        ].join('\n'),
      },
    ]);
    expect(calls(PAYPAL)).toEqual(
      expect.arrayContaining([
        'POST /v1/oauth2/token',
        'GET /v2/payments/captures/CAP12',
        'GET /v2/checkout/orders/ORDER12',
      ]),
    );
    expect(calls(PAYPAL_CERTIFICATES)).toHaveLength(1);
    expect(restaurant.internet.refused.all).toEqual([]);
  });

  it('hears of the same by IPN, asks PayPal byte for byte, and says nothing twice', async () => {
    expect(await gateway.notify(url, notification('CAP12', '12'))).toBe(200);
    await quiet(restaurant);
    expect(told()).toEqual([]);
    const [asked] = restaurant.internet.traffic.to(PAYPAL_IPN);
    expect(asked?.text).toContain('cmd=_notify-validate&txn_type=web_accept');
    expect(asked?.text).toContain('first_name=Ren%E9e');
    expect(asked?.headers['authorization']).toBeUndefined();
  });

  it('tells staff once it is paid, and fetches no certificate again', async () => {
    const paid = { ...declined('CAP12b', '12'), status: 'COMPLETED' };
    expect(await gateway.send('PAYMENT.CAPTURE.COMPLETED', paid)).toEqual([200]);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(told()).toEqual([
      'Settled – Harbor, table 12, order BBQ-12\n$186.40 is paid. Nothing more to do.',
    ]);
    expect(calls(PAYPAL_CERTIFICATES)).toEqual([]);
  });

  it('complaint 6: takes nothing in the sandbox that PayPal did not sign, nor that it does not confirm', async () => {
    const { reads } = await owner(restaurant.n8n);
    const forged = { forged: true };
    expect(await gateway.send('PAYMENT.CAPTURE.DENIED', declined('CAP13', '13'), forged)).toEqual([
      401,
    ]);
    await reads(/event=delivery_refused .*reason=bad_signature/);
    expect(await gateway.notify(url, notification('CAP13', '13'), forged)).toBe(401);
    await reads(/event=delivery_refused .*reason=not_vouched/);
    const elsewhere = { ...notification('CAP13', '13'), receiver_email: 'evil@example.com' };
    expect(await gateway.notify(url, elsewhere)).toBe(401);
    await reads(/event=delivery_refused .*reason=wrong_receiver/);
    await quiet(restaurant);
    expect(told()).toEqual([]);
  });

  it('asks PayPal to send again where its certificate cannot be had', async () => {
    await gateway.certify(await restaurant.internet.authority());
    const mend = restaurant.internet.fail({ host: PAYPAL_CERTIFICATES, outcome: serverError });
    expect(await gateway.send('PAYMENT.CAPTURE.DENIED', declined('CAP14', '14'))).toEqual([503]);
    mend();
    await gateway.certify(await restaurant.internet.authority());
    expect(await gateway.send('PAYMENT.CAPTURE.DENIED', declined('CAP14', '14'))).toEqual([200]);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(told().filter((said) => said.includes('table 14'))).toHaveLength(1);
  });

  it('finds what was declined while the workflow was unpublished, and uses its webhook again', async () => {
    const before = gateway.webhooks();
    await restaurant.n8n.unpublish(workflowId);
    expect(await gateway.send('PAYMENT.CAPTURE.DECLINED', declined('CAP15', '15'))).toEqual([404]);
    await restaurant.n8n.publish(workflowId);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(calls(PAYPAL)).toContain('GET /v1/notifications/webhooks-events');
    expect(told().filter((said) => said.includes('table 15'))).toHaveLength(1);
    expect(gateway.webhooks()).toEqual(before);
  });
});
