import type { JsonObject } from '../../nodes/core/event/json';
import { API_VERSION } from '../../nodes/Stripe/registration';
import { serverError } from '../sandbox/faults';
import { SLACK } from '../sandbox/slack';
import { STRIPE } from '../sandbox/stripe';
import { openPayment, type Payment } from '../sandbox/stripe/payment';
import type { Workflow } from './host/workflows';
import { openRestaurant, type Restaurant } from './restaurant';
import { posts, publishTemplate, quiet, texts, withParameters } from './template';

/**
 * What users of n8n and its peers complain of, each in its own situation. The numbers are those of the project's list
 * of complaints; number 1 is told in core/n8n/triggerStripe.test.ts, 7 in NormalizePaymentFailure/custom.test.ts, 8 in
 * core/n8n/trigger.test.ts, 13 in followUp.test.ts, 14 with Square's signature. Those that may happen to any gateway
 * are asked of each in contract/complaints.ts.
 */

const TOO_LITTLE = { declineCode: 'insufficient_funds' };

describe('complaints of others', () => {
  let restaurant: Restaurant;
  let workflow: Workflow;

  beforeAll(async () => {
    restaurant = await openRestaurant();
    workflow = await publishTemplate(restaurant);
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  const stripe = () => restaurant.internet.stripe;
  const ids = (): readonly string[] =>
    stripe()
      .endpoints()
      .map(({ id }) => id);
  const channels = (): readonly string[] =>
    posts(restaurant)
      .map(({ channel }) => channel)
      .toSorted();

  let guests = 0;
  const dinner = (): Payment => {
    guests += 1;
    return openPayment(stripe(), {
      amount: 4_500,
      guest: { name: 'Mina Park', phone: '+15550102102', customer: `cus_${guests}` },
      metadata: { table: String(guests) },
    });
  };
  const alertedOnce = async (payment: Payment): Promise<void> => {
    await payment.decline(TOO_LITTLE);
    await quiet(restaurant);
    expect(channels()).toEqual(['#payments']);
  };
  let simplify = true;
  /** Saves the trigger with another parameter and publishes, as a person at work in the editor does. */
  const publishChanged = async (): Promise<void> => {
    simplify = !simplify;
    await restaurant.n8n.changeWorkflow(
      workflow.id,
      withParameters('stripePaymentFailureTrigger', { simplify }),
    );
    await restaurant.n8n.publish(workflow.id);
  };

  it('complaint 2: publishing more often than Stripe allows endpoints leaves one endpoint there', async () => {
    const before = ids();
    for (let n = 0; n < 17; n += 1) await publishChanged();
    expect(ids()).toEqual(before);
    expect(ids()).toHaveLength(1);
    await alertedOnce(dinner());
  });

  it('complaint 3: after its endpoint was deleted at Stripe, the trigger can be published, and hears again', async () => {
    const [before = ''] = ids();
    await restaurant.n8n.unpublish(workflow.id);
    stripe().deleteEndpoint(before);
    await restaurant.n8n.publish(workflow.id);
    expect(ids()).toHaveLength(1);
    expect(ids()).not.toContain(before);
    await alertedOnce(dinner());
  });

  it('complaint 5: an endpoint of no certain API version at our address makes way for one that is pinned', async () => {
    const url = stripe().endpoints()[0]?.url ?? '';
    for (const id of ids()) stripe().deleteEndpoint(id);
    const loose = stripe().addEndpoint(url);
    await publishChanged();
    expect(ids()).not.toContain(loose);
    expect(
      stripe()
        .endpoints()
        .map((one) => [one.url, one.api_version]),
    ).toEqual([[url, API_VERSION]]);
    await alertedOnce(dinner());
  });

  it('complaint 9: a webhook that fires several times, in any order and by several connections, is one alert', async () => {
    const payment = dinner();
    await payment.decline(TOO_LITTLE);
    const again = payment.events.flatMap((event) => Array<JsonObject>(5).fill(event)).reverse();
    const answers = await Promise.all(again.map((event) => stripe().send(event)));
    expect(new Set(answers.flat().map(({ status }) => status))).toEqual(new Set([200]));
    await quiet(restaurant);
    expect(channels()).toEqual(['#payments']);
    expect(texts(restaurant)).toHaveLength(1);
  });

  it('complaint 10: what was counted before n8n was killed is counted after its restart', async () => {
    const payment = dinner();
    await alertedOnce(payment);
    await restaurant.n8n.kill();
    await restaurant.n8n.restart();
    restaurant.internet.forget();
    await payment.decline(TOO_LITTLE);
    await quiet(restaurant);
    expect(channels()).toEqual(['#managers', '#payments']);
  });

  it('complaint 11: of twenty copies at once one is taken for new, and the next try of the same payment is not taken for a copy', async () => {
    const payment = dinner();
    await payment.decline(TOO_LITTLE);
    const [first = {}] = payment.events;
    await Promise.all([stripe().send(first, { times: 20 }), stripe().send(first, { times: 20 })]);
    await quiet(restaurant);
    expect(channels()).toEqual(['#payments']);

    restaurant.internet.forget();
    await payment.decline(TOO_LITTLE);
    await quiet(restaurant);
    expect(channels()).toEqual(['#managers', '#payments']);
  });

  it('complaint 12: an event that was answered 200, and whose execution was lost, is alerted all the same', async () => {
    // Whoever is asked or told while n8n is cut off does not answer in time.
    const hanging = { outcome: serverError, after: 15_000 };
    for (const host of [STRIPE, SLACK]) restaurant.internet.fail({ host, ...hanging });
    const answers = await dinner().decline(TOO_LITTLE);
    await restaurant.n8n.kill();
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(posts(restaurant)).toEqual([]);

    restaurant.internet.forget();
    await restaurant.n8n.restart();
    await restaurant.internet.traffic.waitFor(SLACK, 1, { timeout: 90_000 });
    await quiet(restaurant);
    expect(channels()).toEqual(['#payments']);
  });

  it('complaint 4: at an address that Stripe cannot reach, the owner reads which setting makes it one', async () => {
    const before = ids();
    await restaurant.n8n.unpublish(workflow.id);
    await restaurant.n8n.restart({ N8N_WEBHOOK_URL: 'http://localhost:5678/' });
    await expect(restaurant.n8n.publish(workflow.id)).rejects.toThrow(
      /cannot reach http:\/\/localhost:5678.*N8N_WEBHOOK_URL.*restart it and publish again/,
    );
    expect(ids()).toEqual(before);
  });
});
