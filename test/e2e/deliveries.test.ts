import axios from 'axios';
import { deliver } from '../sandbox/stripe';
import { openPayment, type Payment } from '../sandbox/stripe/payment';
import { object, text, type JsonObject } from '../../nodes/core/event/json';
import { inLedger, ledgerOf } from './ledger';
import { openRestaurant, type Restaurant } from './restaurant';
import { fortyTogether, oneWrongNumber } from './stories/together';
import { posts, publishTemplate, quiet, withParameters } from './template';

/** What comes in at the webhook: forged, stale, broken, doubled, or forty at once. */

/** The least patient gateway, in milliseconds. */
const GATEWAYS_WAIT = 10_000;
const TOO_LITTLE = { declineCode: 'insufficient_funds' };

describe('at the webhook', () => {
  let restaurant: Restaurant;
  let workflowId: string;
  let url: string;
  let secret: string;
  /** What refusals are counted under. */
  let endpoint: string;

  beforeAll(async () => {
    restaurant = await openRestaurant();
    const workflow = await publishTemplate(restaurant, {
      adjust: withParameters('escalationCounter', { countBy: 'card' }),
    });
    workflowId = workflow.id;
    const { stripe } = restaurant.internet;
    const [registered] = stripe.endpoints();
    url = stripe.localUrl(registered?.url ?? '');
    secret = stripe.secretOf(registered?.id ?? '');
    const trigger = workflow.nodes.find(({ type }) =>
      text(type)?.endsWith('stripePaymentFailureTrigger'),
    );
    endpoint = `stripe:${text(object(object(trigger?.['credentials'])['stripeApi'])['id'])}`;
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  let guests = 0;
  const payment = (): Payment =>
    openPayment(restaurant.internet.stripe, {
      amount: 1_000,
      guest: { name: 'Guest', phone: '+15550102199', customer: `cus_${(guests += 1)}` },
      metadata: { table: '1' },
    });
  const decline = (one: Payment, last4 = String(1000 + guests)) =>
    one.decline({ ...TOO_LITTLE, card: { brand: 'visa', last4 } });

  /** An event that n8n was never told of. */
  async function untold(): Promise<JsonObject> {
    const one = payment();
    await decline(one);
    await quiet(restaurant);
    restaurant.internet.forget();
    return { ...one.events[0], id: `evt_untold_${guests}` };
  }

  const executions = async (): Promise<number> =>
    (await restaurant.n8n.executions(workflowId)).length;

  describe.each<[string, number, object]>([
    ['an altered body', 401, { tamper: (body: string) => body.replace('usd', 'krw') }],
    ['another secret', 401, { secret: 'whsec_another' }],
    ['no signature', 401, { signature: null }],
    ['a signature of ten minutes ago', 401, { at: new Date(Date.now() - 600_000) }],
    ['a signature from ten minutes ahead', 401, { at: new Date(Date.now() + 600_000) }],
  ])('a delivery with %s', (_, status, how) => {
    it(`is answered ${status} without a word, and starts nothing`, async () => {
      const event = await untold();
      const before = await executions();
      const answers = await restaurant.internet.stripe.send(event, how);
      expect(answers.map((answer) => [answer.status, answer.body])).toEqual([[status, '']]);
      await quiet(restaurant);
      expect(await executions()).toBe(before);
      expect(posts(restaurant)).toEqual([]);
    });
  });

  it('shows the owner, and nobody else, why deliveries were refused', async () => {
    await using ledger = await ledgerOf(restaurant);
    const reasons = (await ledger.rejections(endpoint, 20)).map(({ reason }) => reason);
    expect(reasons.toSorted()).toEqual([
      'bad_signature',
      'future_clock',
      'missing_header',
      'stale_clock',
    ]);
  });

  it('refuses what is no event, and what is larger than any event', async () => {
    const before = await executions();
    const [noEvent] = await deliver(url, { hello: 'there' }, { secret });
    expect(noEvent?.status).toBe(400);
    const [endless] = await deliver(
      url,
      { object: 'event', filler: 'x'.repeat(5_000_000) },
      { secret },
    );
    expect(endless?.status).toBe(413);
    const broken = await axios.post(url, '{"object":', {
      headers: { 'content-type': 'application/json' },
      proxy: false,
      validateStatus: () => true,
    });
    expect(broken.status).toBe(401);
    expect(await executions()).toBe(before);
  });

  it('takes a v2 thin event and a type that it does not know, and leaves them at that', async () => {
    const before = await executions();
    const thin = { id: 'evt_thin', object: 'v2.core.event', type: 'v1.billing.meter.error' };
    const unknown = {
      id: 'evt_unknown',
      object: 'event',
      type: 'customer.created',
      created: Math.floor(Date.now() / 1000),
      livemode: false,
      data: { object: { id: 'cus_1', object: 'customer' } },
    };
    expect((await deliver(url, thin, { secret }))[0]?.status).toBe(200);
    expect((await deliver(url, unknown, { secret }))[0]?.status).toBe(200);
    expect(await executions()).toBe(before);
  });

  it('waits while another program holds the ledger’s file: refused in time, and taken once it is free', async () => {
    const one = payment();
    using holder = inLedger(restaurant);
    holder.exec('begin immediate');
    const started = Date.now();
    const answers = await decline(one);
    expect(Date.now() - started).toBeLessThan(GATEWAYS_WAIT);
    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
    expect(await restaurant.n8n.log()).toMatch(/ledger_unavailable.*no other program holds/);
    holder.exec('rollback');
    await restaurant.internet.stripe.retry();
    await quiet(restaurant);
    expect(posts(restaurant)).toHaveLength(1);
    expect(posts(restaurant)[0]?.text).toMatch(/^Payment failed/);
  });

  fortyTogether(() => restaurant);
  oneWrongNumber(
    () => restaurant,
    () => workflowId,
  );
});
