import { failedInvoice, invoicePayment, paidInvoice, stripeEvent } from '../fixtures/stripe';
import { STRIPE } from '../sandbox/stripe';
import { openPayment, type Payment } from '../sandbox/stripe/payment';
import { ledgerOf } from './ledger';
import { openRestaurant, type Restaurant } from './restaurant';
import { caseOf, posts, publishTemplate, quiet } from './template';

/** A club membership: today's invoice names no payment, so what it leaves out is read from Stripe. */

const NOWHERE = 'http://127.0.0.1:9';
const EXPIRED = { declineCode: 'expired_card', code: 'expired_card' };

describe('a membership whose card has expired', () => {
  let restaurant: Restaurant;
  let months = 0;

  beforeAll(async () => {
    restaurant = await openRestaurant();
    await publishTemplate(restaurant);
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => {
    restaurant.internet.forget();
  });

  interface Month {
    readonly payment: Payment;
    /** Stripe tells of the intent and its charge, or of the invoice. */
    readonly tell: (what: 'payment' | 'invoice') => Promise<void>;
    readonly paid: () => Promise<void>;
  }

  /** The card was declined and everything is there to be read, but nobody was told yet. */
  async function declinedMonth(): Promise<Month> {
    months += 1;
    const id = `in_month${months}`;
    const { internet, n8n } = restaurant;
    const { stripe } = internet;
    const customer = `cus_member${months}`;
    const payment = openPayment(stripe, { amount: 4_900, guest: { name: 'Kim Minji', customer } });
    const { payment: _, ...itsPayment } = invoicePayment(payment.intentId, {
      id: `inpay_${months}`,
      invoice: id,
    });
    const paidBy = { type: 'payment_intent', payment_intent: payment.intentId };
    stripe.put({ ...itsPayment, payment: paidBy, livemode: false });

    stripe.reachable(n8n.publicUrl, NOWHERE);
    await payment.decline(EXPIRED);
    stripe.reachable(n8n.publicUrl, n8n.origin);

    const event = (type: string, invoice: object) =>
      stripeEvent(
        type,
        { ...invoice, customer, livemode: false },
        { id: `evt_${type}_${months}`, created: Math.floor(Date.now() / 1000), livemode: false },
      );
    const send = async (told: Parameters<typeof stripe.send>[0]): Promise<void> => {
      const answers = await stripe.send(told);
      expect(answers.map(({ status }) => status)).toEqual([200]);
      await quiet(restaurant);
    };
    return {
      payment,
      async tell(what) {
        if (what === 'invoice') await send(event('invoice.payment_failed', failedInvoice({ id })));
        else for (const told of payment.events) await send(told);
      },
      async paid() {
        await payment.succeed();
        await send(event('invoice.paid', paidInvoice({ id })));
      },
    };
  }

  const toStaff = () => posts(restaurant).filter(({ channel }) => channel === '#payments');

  it.each([
    ['after its payment', ['payment', 'invoice']],
    ['before its payment', ['invoice', 'payment']],
  ] as const)('is one attempt, one alert and one case, told %s', async (_, order) => {
    const month = await declinedMonth();
    for (const what of order) await month.tell(what);
    expect(toStaff()).toHaveLength(1);
    expect(toStaff()[0]?.text).toContain('Why: the card has expired (expired_card).');
    const reads = restaurant.internet.traffic.to(STRIPE, ({ method }) => method === 'GET');
    expect(reads.map(({ path }) => path)).toContain('/v1/invoice_payments');

    await month.paid();
    expect(toStaff().map(({ text }) => text.split(/\s/)[0])).toEqual(['Payment', 'Settled']);
    await using ledger = await ledgerOf(restaurant);
    expect(await ledger.caseById(caseOf(restaurant, month.payment))).toMatchObject({
      status: 'settled',
      attempts: 1,
      due: { minor: 4900, currency: 'USD' },
    });
  });

  it('alerts all the same when Stripe cannot be asked, and says that details are missing', async () => {
    const month = await declinedMonth();
    restaurant.internet.fail({ host: STRIPE, outcome: { status: 500, body: { error: {} } } });
    await month.tell('invoice');
    expect(toStaff()).toHaveLength(1);
    expect(toStaff()[0]?.text).toContain('Some details could not be read from the gateway.');
  });
});
