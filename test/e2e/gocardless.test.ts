import type { Payment } from 'gocardless-nodejs/types/Types';
import { object, text, type JsonObject } from '../../nodes/core/event/json';
import { createGoCardless, GOCARDLESS } from '../sandbox/gocardless';
import { SLACK } from '../sandbox/slack';
import type { Workflow } from './host/workflows';
import { openRestaurant, type Restaurant } from './restaurant';
import { posts, publishTemplate, quiet, templateOf } from './template';

/** A supper club that collects by bank debit: the shipped template with GoCardless's trigger in a real n8n. */

const TOKEN = 'sandbox_token';
const SECRET = 'supper-club-secret';
const BY_EMAIL =
  'Of the guest only an email address is known. If this workflow sends guests no email, please tell them.';

/** GoCardless knows no phone number of hers. */
const MINJI = { given_name: 'Minji', family_name: 'Kim', email: 'minji@example.com' };
const OWED = { amount: 4_500, currency: 'EUR', scheme: 'sepa_core' } as const;
const TOO_LITTLE = {
  cause: 'insufficient_funds',
  scheme: 'sepa_core',
  reason_code: 'AM04',
} as const;

describe('a supper club', () => {
  const gateway = createGoCardless({ token: TOKEN, creditor: 'CR0EMBER', secret: SECRET });
  let restaurant: Restaurant;
  /** Where the owner would paste it in GoCardless's dashboard. */
  let url: string;
  let workflow: Workflow;

  beforeAll(async () => {
    restaurant = await openRestaurant({
      services: [gateway.service],
      credentials: [
        {
          name: 'GoCardless',
          type: 'goCardlessSigningSecret',
          data: { environment: 'sandbox', accessToken: TOKEN, signingSecrets: SECRET },
        },
      ],
    });
    workflow = await publishTemplate(
      restaurant,
      {},
      templateOf({
        trigger: 'goCardlessPaymentFailureTrigger',
        gateway: 'gocardless',
        credential: 'goCardlessSigningSecret',
      }),
    );
    const trigger = workflow.nodes.find(({ type }) =>
      text(type)?.endsWith('goCardlessPaymentFailureTrigger'),
    );
    url = `${restaurant.n8n.deliveries}/webhook/${text(trigger?.['webhookId'])}/webhook`;
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  const collect = (order: string, by: Partial<Payment> = {}): string =>
    gateway.collect(
      {
        ...OWED,
        ...by,
        description: 'Supper club',
        metadata: { order_number: order, location: 'Harbor' },
      },
      MINJI,
    );
  const failed = (payment: string): JsonObject =>
    gateway.report('payments.failed', { payment }, TOO_LITTLE);
  const calls = (method: string): readonly string[] =>
    restaurant.internet.traffic
      .to(GOCARDLESS, (exchange) => exchange.method === method)
      .map(({ path }) => path);

  it('is told of each returned debit of a batch, completed from the API, in executions of their own', async () => {
    const [one, two] = [collect('2001'), collect('2002')];
    const before = (await restaurant.n8n.executions(workflow.id)).length;
    const delivered = await gateway.send(url, [failed(one), failed(two)]);
    expect(delivered).toEqual({ status: 200, body: '' });
    await restaurant.internet.traffic.waitFor(SLACK, 2);
    await quiet(restaurant);
    expect(
      posts(restaurant)
        .map((post) => post.text)
        .toSorted(),
    ).toEqual(
      ['2001', '2002'].map((order) =>
        [
          `Bank debit failed – Harbor, order ${order}`,
          '€45.00, SEPA Direct Debit',
          'Why: not enough money on the card or account (insufficient_funds).',
          'What to do: Ask for another way to pay, or try this one again later.',
          BY_EMAIL,
        ].join('\n'),
      ),
    );
    expect(calls('GET')).toEqual(expect.arrayContaining([`/payments/${one}`, `/payments/${two}`]));
    expect(calls('POST')).toEqual([]);
    expect(await restaurant.n8n.executions(workflow.id)).toHaveLength(before + 2);
  });

  it('sees case and status on the payment, beside its own metadata', async () => {
    const payment = collect('2003');
    await gateway.send(url, [failed(payment)]);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(calls('PUT')).toEqual([`/payments/${payment}`]);
    // Three keys are all that a payment holds, and two are taken.
    expect(object(gateway.get('payments', payment)?.metadata)).toEqual({
      order_number: '2003',
      location: 'Harbor',
      payment_failure_case: expect.stringMatching(/^case_/),
    });
  });

  it('reads in one batch what Bacs, ACH and SEPA report, and that a guest withdrew the mandate', async () => {
    const bacs = collect('2011', { currency: 'GBP', scheme: 'bacs' });
    const ach = collect('2012', { currency: 'USD', scheme: 'ach' });
    const sepa = collect('2013');
    const mandate = text(object(gateway.get('payments', collect('2014'))?.links).mandate) ?? '';
    const delivered = await gateway.send(url, [
      gateway.report(
        'payments.failed',
        { payment: bacs },
        { cause: 'refer_to_payer', scheme: 'bacs', reason_code: 'ARUDD-0' },
      ),
      gateway.report(
        'payments.failed',
        { payment: ach },
        { cause: 'insufficient_funds', scheme: 'ach', reason_code: 'ACH_RETURN-R01' },
      ),
      gateway.report(
        'payments.charged_back',
        { payment: sepa },
        { cause: 'refund_requested', scheme: 'sepa_core', reason_code: 'MD06' },
      ),
      gateway.report(
        'mandates.cancelled',
        { mandate },
        { cause: 'mandate_cancelled', scheme: 'bacs', reason_code: 'ADDACS-0' },
      ),
      // What was settled between GoCardless and the house is nothing new.
      gateway.report('payments.paid_out', { payment: sepa }),
    ]);
    expect(delivered).toEqual({ status: 200, body: '' });
    await restaurant.internet.traffic.waitFor(SLACK, 4);
    await quiet(restaurant);
    expect(
      posts(restaurant)
        .map((post) => post.text)
        .toSorted(),
    ).toEqual([
      [
        'Bank debit failed – Harbor, order 2011',
        '£45.00, Bacs Direct Debit',
        'Why: not enough money on the card or account (refer_to_payer).',
        'What to do: Ask for another way to pay, or try this one again later.',
        BY_EMAIL,
      ].join('\n'),
      [
        'Bank debit failed – Harbor, order 2012',
        '$45.00, ACH debit',
        'Why: not enough money on the card or account (insufficient_funds).',
        'What to do: Ask for another way to pay, or try this one again later.',
        BY_EMAIL,
      ].join('\n'),
      [
        'Bank debit failed – Harbor, order 2013',
        '€45.00, SEPA Direct Debit',
        'Why: the guest disputes the payment with the bank (refund_requested).',
        'What to do: Look at the payment at the gateway and talk to the guest.',
        BY_EMAIL,
      ].join('\n'),
      [
        'Bank debits no longer possible – Minji Kim',
        'Bacs Direct Debit',
        'Why: the permission to collect from this account is missing or was withdrawn (mandate_cancelled).',
        'What to do: No payment has failed. Before the next one, ask the guest to set it up again or for another way to pay.',
        BY_EMAIL,
      ].join('\n'),
    ]);
    // What is owed for no payment is written on the mandate itself.
    expect(object(gateway.get('mandates', mandate)?.metadata)).toEqual({
      payment_failure_case: expect.stringMatching(/^case_/),
      payment_failure_status: 'open',
    });
  });

  it('hears of a debit that fails after it was paid, and of the same event once', async () => {
    const payment = collect('2004');
    const confirmed = gateway.report('payments.confirmed', { payment });
    expect((await gateway.send(url, [confirmed])).status).toBe(200);
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([]);

    const late = failed(payment);
    await gateway.send(url, [late]);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await gateway.send(url, [late, confirmed]);
    await quiet(restaurant);
    expect(posts(restaurant)).toHaveLength(1);
    expect(posts(restaurant)[0]?.text).toContain('order 2004');

    const again = gateway.report('payments.confirmed', { payment });
    await gateway.send(url, [again]);
    await restaurant.internet.traffic.waitFor(SLACK, 2);
    await quiet(restaurant);
    expect(posts(restaurant)[1]?.text).toContain('Settled');
  });

  it('takes nothing that GoCardless did not sign', async () => {
    const event = failed(collect('2005'));
    const refusals = [
      await gateway.send(url, [event], { secret: 'another' }),
      await gateway.send(url, [event], { signature: null }),
      await gateway.send(url, [event], { tamper: (body) => body.replace('2005', '2006') + ' ' }),
    ];
    expect(refusals).toEqual(refusals.map(() => ({ status: 401, body: '' })));
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([]);
  });

  it('is told when n8n starts again of what was not taken, and of what was not delivered', async () => {
    // 2005 was refused a moment ago.
    await restaurant.n8n.restart();
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(posts(restaurant).map((post) => post.text)).toEqual([
      expect.stringContaining('order 2005'),
    ]);
    restaurant.internet.forget();

    const event = failed(collect('2007'));
    await restaurant.n8n.restart();
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await gateway.send(url, [event]);
    await quiet(restaurant);
    expect(posts(restaurant).map((post) => post.text)).toEqual([
      expect.stringContaining('order 2007'),
    ]);
  });
});
