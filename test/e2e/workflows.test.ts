import { openPayment } from '../sandbox/stripe/payment';
import type { Workflow } from './host/workflows';
import { ledgerOf } from './ledger';
import { openRestaurant, type Restaurant } from './restaurant';
import { caseOf, posts, publishTemplate, quiet, template, texts, withParameters } from './template';

/** More than one workflow, and runs by hand. */

const TOO_LITTLE = { declineCode: 'insufficient_funds' };
const GUEST = { name: 'Daniel Ortiz', phone: '+15550102102' };

describe('several workflows on one Stripe account', () => {
  let restaurant: Restaurant;
  let dining: Workflow;

  beforeAll(async () => {
    restaurant = await openRestaurant();
    dining = await publishTemplate(restaurant, { name: 'Dining room' });
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  const pay = (customer: string, metadata = { table: '9' }) =>
    openPayment(restaurant.internet.stripe, {
      amount: 2_000,
      guest: { ...GUEST, customer },
      metadata,
    });

  it('both run: the template imported twice and published twice', async () => {
    const office = await publishTemplate(restaurant, {
      name: 'Office',
      adjust: (node) =>
        withParameters('reconcileOrder', { staffRecipient: '#office' })(
          withParameters('escalationCounter', { staffRecipient: '#office' })(node),
        ),
    });
    expect(restaurant.internet.stripe.endpoints()).toHaveLength(2);

    const payment = pay('cus_two');
    await payment.decline(TOO_LITTLE);
    await quiet(restaurant);
    expect(
      posts(restaurant)
        .map(({ channel }) => channel)
        .toSorted(),
    ).toEqual(['#office', '#payments']);
    await payment.succeed();
    await quiet(restaurant);
    const settled = posts(restaurant).filter(({ text }) => text.startsWith('Settled'));
    expect(settled.map(({ channel }) => channel).toSorted()).toEqual(['#office', '#payments']);

    // One attempt, however many workflows: the ledger counts it once.
    await using ledger = await ledgerOf(restaurant);
    expect(await ledger.caseById(caseOf(restaurant, payment))).toMatchObject({
      attempts: 1,
    });
    await restaurant.n8n.unpublish(office.id);
  });

  it('keeps the endpoint of an unpublished workflow, and uses it again', async () => {
    const before = restaurant.internet.stripe.endpoints().map(({ id }) => id);
    await restaurant.n8n.unpublish(dining.id);
    expect(restaurant.internet.stripe.endpoints().map(({ id }) => id)).toEqual(before);
    await restaurant.n8n.publish(dining.id);
    expect(restaurant.internet.stripe.endpoints().map(({ id }) => id)).toEqual(before);
    await pay('cus_again').decline(TOO_LITTLE);
    await quiet(restaurant);
    expect(posts(restaurant)).toHaveLength(1);
  });
});

describe('a run by hand', () => {
  let restaurant: Restaurant;
  const TRIGGER = 'Stripe Payment Failure Trigger';
  const options = { testPhone: '+15550109999', testChannel: '#payments-test' };

  beforeAll(async () => {
    restaurant = await openRestaurant();
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  const import_ = async (change: object): Promise<Workflow> =>
    await restaurant.n8n.importWorkflow(template(), {
      adjust: withParameters('stripePaymentFailureTrigger', { options: { ...options, ...change } }),
    });

  it('reaches the test recipient only, says so, and writes nothing back', async () => {
    const { id } = await import_({});
    expect(await restaurant.n8n.runManually(id, TRIGGER)).toEqual({ waiting: true });
    const payment = openPayment(restaurant.internet.stripe, {
      amount: 2_000,
      guest: GUEST,
      metadata: { table: '9' },
    });
    await payment.decline(TOO_LITTLE);
    await quiet(restaurant);

    expect(posts(restaurant).map(({ channel }) => channel)).toEqual(['#payments-test']);
    expect(posts(restaurant)[0]?.text).toMatch(/^\[TEST\] Payment failed – table 9/);
    expect(texts(restaurant).map(({ to }) => to)).toEqual(['+15550109999']);
    expect(texts(restaurant)[0]?.text).toMatch(/^\[TEST\] /);
    expect(restaurant.internet.stripe.get(payment.intentId)?.['metadata']).toEqual({ table: '9' });
    // The test endpoint lived only while the editor listened.
    expect(restaurant.internet.stripe.endpoints()).toEqual([]);
  });

  it('can start with a sample event, without Stripe', async () => {
    const { id } = await import_({ emitSample: true });
    expect(await restaurant.n8n.runManually(id, TRIGGER)).toEqual({ waiting: true });
    await quiet(restaurant);
    await quiet(restaurant);
    expect(posts(restaurant).map(({ channel }) => channel)).toEqual(['#payments-test']);
    expect(posts(restaurant)[0]?.text).toMatch(/^\[TEST\] Payment failed/);
    expect(restaurant.internet.stripe.endpoints()).toEqual([]);
  });
});
