import { serverError } from '../../sandbox/faults';
import { SLACK } from '../../sandbox/slack';
import { STRIPE } from '../../sandbox/stripe';
import { openPayment, type Decline, type Payment } from '../../sandbox/stripe/payment';
import { TWILIO as TWILIO_HOST } from '../../sandbox/twilio';
import { TWILIO } from '../accounts';
import { ledgerOf } from '../ledger';
import type { Restaurant } from '../restaurant';
import { caseOf, posts, publishTemplate, quiet, texts } from '../template';

/** The shipped template, one declined card, all the way. */

const MINJI = { name: 'Minji Kim', phone: '+15550102101' };
const TOO_LITTLE: Decline = {
  declineCode: 'insufficient_funds',
  message: 'Your card has insufficient funds.',
};
/** Far longer than an alert takes, even on four processes. */
const SLOW = 8_000;
const table = (number: string, more: Record<string, string> = {}) => ({
  table: number,
  order_number: `10${number}`,
  location: 'Harbor',
  payment_link: `https://pay.bbq.example/10${number}`,
  ...more,
});

export function cardDeclinedStories(open: () => Promise<Restaurant>): void {
  describe('a restaurant imports the template and publishes it', () => {
    let restaurant: Restaurant;
    let workflowId: string;

    beforeAll(async () => {
      restaurant = await open();
      workflowId = (await publishTemplate(restaurant)).id;
    });
    afterAll(() => restaurant?.close());
    beforeEach(() => restaurant.internet.forget());

    const pay = (amount: number, metadata: Record<string, string>, currency = 'usd') =>
      openPayment(restaurant.internet.stripe, {
        amount,
        currency,
        // Each table is a guest of its own, and so a session of its own.
        guest: { ...MINJI, customer: `cus_${metadata['table']}` },
        metadata,
      });

    it('has one endpoint registered at Stripe, for every event that it needs', () => {
      const endpoints = restaurant.internet.stripe.endpoints();
      expect(endpoints).toHaveLength(1);
      expect(endpoints[0]?.url).toContain(`${restaurant.n8n.publicUrl}/webhook/`);
      expect(endpoints[0]?.enabled_events).toContain('payment_intent.payment_failed');
      expect(endpoints[0]?.enabled_events).toContain('payment_intent.succeeded');
      expect(endpoints[0]?.api_version).toMatch(/^\d{4}-\d{2}-\d{2}\./);
    });

    it('tells staff, guest and manager of a card declined twice, and staff when it is paid', async () => {
      const { traffic } = restaurant.internet;
      const payment = pay(18_640, table('12'));

      await payment.decline(TOO_LITTLE);
      await traffic.waitFor(TWILIO_HOST, 1);
      await quiet(restaurant);
      expect(posts(restaurant)).toEqual([
        {
          channel: '#payments',
          text: [
            'Payment failed – Harbor, table 12, order 1012',
            '$186.40, visa ending in 4242',
            'Why: not enough money on the card or account (insufficient_funds).',
            'What to do: Ask for another way to pay, or try this one again later.',
          ].join('\n'),
        },
      ]);
      expect(texts(restaurant)).toEqual([
        {
          to: '+15550102101',
          text: 'Your payment of $186.40 for order 1012 did not go through: there was not enough money available. Pay here: https://pay.bbq.example/1012',
        },
      ]);
      const [sms] = traffic.to(TWILIO_HOST);
      expect(sms?.path).toBe(`/2010-04-01/Accounts/${TWILIO.accountSid}/Messages.json`);

      await payment.decline(TOO_LITTLE);
      await traffic.waitFor(TWILIO_HOST, 2);
      await quiet(restaurant);
      expect(posts(restaurant).map(({ channel }) => channel)).toEqual([
        '#payments',
        '#managers',
        '#payments',
      ]);
      expect(posts(restaurant)[1]?.text).toContain('Shift manager: Payment failed (2 times now)');

      await payment.succeed();
      await traffic.waitFor(SLACK, 4);
      await quiet(restaurant);
      expect(posts(restaurant)[3]).toEqual({
        channel: '#payments',
        text: 'Settled – Harbor, table 12, order 1012\n$186.40 is paid. Nothing more to do.',
      });
      expect(posts(restaurant)).toHaveLength(4);
      expect(texts(restaurant)).toHaveLength(2);
      expect(restaurant.internet.refused.all).toEqual([]);
    });

    it('writes case and status to the payment at Stripe', async () => {
      const payment = pay(5_000, table('3'));
      await payment.decline(TOO_LITTLE);
      await quiet(restaurant);
      const marked = () => restaurant.internet.stripe.get(payment.intentId)?.['metadata'];
      expect(marked()).toMatchObject({
        payment_failure_case: expect.stringMatching(/^case_/),
        payment_failure_status: 'open',
      });
      await payment.succeed();
      await quiet(restaurant);
      expect(marked()).toMatchObject({ payment_failure_status: 'settled' });
      const writes = restaurant.internet.traffic.to(STRIPE, ({ method }) => method === 'POST');
      expect(writes.every(({ path }) => path === `/v1/payment_intents/${payment.intentId}`)).toBe(
        true,
      );
    });

    /** Stripe takes its time over one write, and then it did not work after all. */
    const slowStripe = () =>
      restaurant.internet.fail({
        host: STRIPE,
        when: ({ method }) => method === 'POST',
        times: 1,
        outcome: serverError,
        after: SLOW,
      });
    const written = async (times: number, status: string): Promise<void> => {
      await restaurant.internet.traffic.waitFor(STRIPE, times, {
        filter: ({ method, body, answer }) =>
          method === 'POST' && answer.status === 200 && JSON.stringify(body).includes(status),
      });
      await quiet(restaurant);
    };
    const statusAtStripe = ({ intentId }: Payment): unknown =>
      restaurant.internet.stripe.get(intentId)?.['metadata'];

    it('keeps nobody waiting for a slow Stripe', async () => {
      slowStripe();
      const payment = pay(5_500, table('33'));
      const started = Date.now();
      await payment.decline(TOO_LITTLE);
      await restaurant.internet.traffic.waitFor(TWILIO_HOST, 1);
      expect(Date.now() - started).toBeLessThan(SLOW);
      // One decline is told by two events, and each marks the payment.
      await written(2, 'open');
      expect(statusAtStripe(payment)).toMatchObject({ payment_failure_status: 'open' });
    });

    it('leaves the true status at Stripe where the guest paid while the first was being written', async () => {
      slowStripe();
      const payment = pay(5_600, table('34'));
      await payment.decline(TOO_LITTLE);
      await restaurant.internet.traffic.waitFor(TWILIO_HOST, 1);
      await payment.succeed();
      // What is tried again after this comes when the case is settled.
      await restaurant.internet.traffic.waitFor(STRIPE, 1, {
        filter: ({ answer }) => answer.status === 500,
      });
      await written(1, 'open');
      expect(statusAtStripe(payment)).toMatchObject({ payment_failure_status: 'settled' });
    });

    it('keeps case and audit trail in the ledger', async () => {
      const payment = pay(7_000, table('4'));
      await payment.decline(TOO_LITTLE);
      await quiet(restaurant);
      await payment.succeed();
      await quiet(restaurant);
      await using ledger = await ledgerOf(restaurant);
      const id = caseOf(restaurant, payment);
      expect(await ledger.caseById(id)).toMatchObject({
        status: 'settled',
        attempts: 1,
        due: { minor: 7000, currency: 'USD' },
        paid: { minor: 7000, currency: 'USD' },
      });
      expect(await ledger.verifyAudit(id)).toEqual({ ok: true });
      const actions = (await ledger.auditTrail(id)).map(({ action }) => action);
      expect(actions).toEqual(
        expect.arrayContaining(['received', 'alert', 'settlement announced', 'done']),
      );
    });

    it('shows won without decimals, as Koreans write them', async () => {
      await pay(45_000, table('8'), 'krw').decline(TOO_LITTLE);
      await quiet(restaurant);
      expect(posts(restaurant)[0]?.text).toContain('₩45,000');
    });

    it('keeps a bill split by four open until all of it is paid', async () => {
      const share = (n: number) =>
        openPayment(restaurant.internet.stripe, {
          amount: 2_500,
          guest: { ...MINJI, customer: `cus_${n}` },
          metadata: table('7', { order_id: 'order-split-1', order_total: '10000' }),
        });
      const shares = [1, 2, 3, 4].map(share);
      await shares[0]?.decline(TOO_LITTLE);
      for (const paid of shares.slice(1)) await paid.succeed();
      await quiet(restaurant);
      expect(posts(restaurant).filter(({ text }) => text.startsWith('Settled'))).toEqual([]);

      await shares[0]?.succeed();
      await quiet(restaurant);
      const settled = posts(restaurant).filter(({ text }) => text.startsWith('Settled'));
      expect(settled.map(({ text }) => text)).toEqual([
        'Settled – Harbor, table 7, order 107\n$100.00 is paid. Nothing more to do.',
      ]);
    });

    it('counts a decline that is heard of after its payment, tells nobody, and pages the manager at the next', async () => {
      const { stripe } = restaurant.internet;
      const payment = pay(3_500, table('9'));
      // Stripe tells of the payment first.
      const late = openPayment(
        { ...stripe, send: async () => [] },
        {
          amount: 3_500,
          guest: { ...MINJI, customer: 'cus_9' },
          metadata: table('9'),
        },
      );
      await late.decline(TOO_LITTLE);
      await late.succeed();
      for (const event of late.events.toReversed()) {
        await stripe.send(event);
        await quiet(restaurant);
      }
      expect(posts(restaurant)).toEqual([]);
      expect(texts(restaurant)).toEqual([]);

      await payment.decline(TOO_LITTLE);
      await quiet(restaurant);
      expect(posts(restaurant).map(({ channel }) => channel)).toEqual(['#managers', '#payments']);
    });

    it('pages the manager though Slack is down for staff, and has the silence on record', async () => {
      const payment = pay(3_000, table('5'));
      await payment.decline(TOO_LITTLE);
      await quiet(restaurant);
      restaurant.internet.forget();
      restaurant.internet.fail({
        host: SLACK,
        when: ({ body }) => body['channel'] === '#payments',
        outcome: { status: 500, body: { ok: false, error: 'internal_error' } },
      });
      await payment.decline(TOO_LITTLE);
      await restaurant.internet.traffic.waitFor(TWILIO_HOST, 1);
      await quiet(restaurant);
      expect(posts(restaurant).map(({ channel }) => channel)).toEqual(['#managers']);
      expect(texts(restaurant)).toHaveLength(1);
      const tries = restaurant.internet.traffic.to(SLACK, ({ answer }) => answer.status === 500);
      expect(tries).toHaveLength(3);

      await using ledger = await ledgerOf(restaurant);
      const trail = await ledger.auditTrail(caseOf(restaurant, payment));
      expect(trail.map(({ detail }) => detail)).toContainEqual(
        expect.objectContaining({ channel: 'Tell Staff', status: 'failed' }),
      );
    });

    it('alerts once for twenty simultaneous copies of one delivery', async () => {
      const payment = pay(4_000, table('6'));
      await payment.decline(TOO_LITTLE);
      await quiet(restaurant);
      restaurant.internet.forget();
      const event = payment.events.at(-1) ?? {};
      const copies = await restaurant.internet.stripe.send(
        { ...event, id: 'evt_twenty', data: event['data'] },
        { times: 20 },
      );
      expect(copies.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
      await quiet(restaurant);
      // It tells of an attempt that staff know of already.
      expect(posts(restaurant)).toEqual([]);

      const fresh = pay(4_100, table('66'));
      await fresh.decline(TOO_LITTLE);
      await quiet(restaurant);
      await restaurant.internet.stripe.send(fresh.events.at(-1) ?? {}, { times: 20 });
      await quiet(restaurant);
      expect(posts(restaurant)).toHaveLength(1);
    });

    it('leaves nothing unfinished', async () => {
      await using ledger = await ledgerOf(restaurant);
      const later = new Date(Date.now() + 86_400_000).toISOString();
      expect(await ledger.unfinished(workflowId, later)).toEqual({ again: [], dead: [] });
    });
  });
}
