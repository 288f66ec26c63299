import { setTimeout as pause } from 'node:timers/promises';
import { object, text, type JsonObject } from '../../nodes/core/event/json';
import { SLACK } from '../sandbox/slack';
import { STRIPE } from '../sandbox/stripe';
import { openPayment } from '../sandbox/stripe/payment';
import type { Workflow } from './host/workflows';
import { ledgerOf } from './ledger';
import { decline, dinner, listener, until, type Listener } from './listener';
import type { QueueN8n } from './queue';
import { openQueueRestaurant, type Restaurant } from './restaurant';
import { cardDeclinedStories } from './stories/cardDeclined';
import { fortyTogether } from './stories/together';
import { posts, publishTemplate, quiet, template, withParameters } from './template';

/** The same stories where a main process, a webhook process and two workers share the work. */

const TOO_LITTLE = { declineCode: 'insufficient_funds' };
const REFUSED =
  'The embedded storage serves one n8n process, but n8n runs in queue mode. Set Storage to Postgres in every node of this pack.';
/** The Payment Follow-Up Trigger looks every 15 seconds. */
const VISITS = 20_000;

describe('in queue mode', () => {
  cardDeclinedStories(openQueueRestaurant);
});

describe('a restaurant on four processes, counting by card', () => {
  let restaurant: Restaurant<QueueN8n>;
  let workflow: Workflow;

  beforeAll(async () => {
    restaurant = await openQueueRestaurant();
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  const pay = (table: string) =>
    openPayment(restaurant.internet.stripe, {
      amount: 2_000,
      guest: { name: 'Minji Kim', phone: '+15550102101', customer: `cus_${table}` },
      metadata: { table },
    });

  it('registers its endpoint in the main process, with no other process there', async () => {
    const { n8n, internet } = restaurant;
    const others = [n8n.webhook, ...n8n.workers];
    await Promise.all(others.map((one) => one.stop()));
    workflow = await publishTemplate(restaurant, {
      adjust: withParameters('escalationCounter', { countBy: 'card' }),
    });
    expect(internet.stripe.endpoints()).toHaveLength(1);
    await Promise.all(others.map((one) => one.start()));
    const registrations = internet.traffic.to(
      STRIPE,
      ({ method, path }) => method === 'POST' && path === '/v1/webhook_endpoints',
    );
    expect(registrations).toHaveLength(1);
  });

  fortyTogether(() => restaurant);

  it('answers a delivery at once though no worker is there to act on it', async () => {
    const { n8n, internet } = restaurant;
    await Promise.all(n8n.workers.map((worker) => worker.kill()));
    const answers = await pay('21').decline(TOO_LITTLE);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(internet.traffic.all).toEqual([]);
    await Promise.all(n8n.workers.map((worker) => worker.start()));
    await internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(posts(restaurant)).toHaveLength(1);
    expect(posts(restaurant)[0]?.text).toMatch(/^Payment failed/);
  });

  it('hands an item from the webhook process to a worker with its stamps', async () => {
    const { n8n } = restaurant;
    const before = (await n8n.executions(workflow.id)).map(({ id }) => id);
    await pay('22').decline(TOO_LITTLE);
    await quiet(restaurant);
    const fresh = (await n8n.executions(workflow.id)).filter(({ id }) => !before.includes(id));
    expect(fresh.length).toBeGreaterThan(0);
    const logs = (await Promise.all(n8n.workers.map((worker) => worker.log()))).join('\n');
    for (const { id } of fresh) {
      expect(logs).toContain(`Worker finished execution ${id} `);
      const execution = await n8n.execution(id);
      const [item] = execution.items('Stripe Payment Failure Trigger');
      const [stored] = await n8n.database.query(
        'select token, state from payment_failure.dispatches where event_id = $1',
        [object(item?.['dispatch'])['eventId']],
      );
      expect(item).toMatchObject({ ledger: 'live', dispatch: { token: stored?.['token'] } });
      expect(stored).toMatchObject({ state: 'done' });
    }
  });

  it('looks for unfinished events in the main process only', async () => {
    const { n8n } = restaurant;
    const lastVisit = async (): Promise<string> => {
      const [row] = await n8n.database.query('select seen_at from payment_failure.watchers');
      return String(row?.['seen_at']);
    };
    const anotherVisit = async (after: string): Promise<string> => {
      for (const end = Date.now() + VISITS; Date.now() < end;) {
        const visit = await lastVisit();
        if (visit !== after) return visit;
        await pause(500);
      }
      return after;
    };
    const first = await lastVisit();
    expect(await anotherVisit(first)).not.toBe(first);
    await n8n.main.kill();
    const last = await lastVisit();
    expect(await anotherVisit(last)).toBe(last);
    await n8n.main.start();
    expect(await anotherVisit(last)).not.toBe(last);
  });

  it('leaves nothing unfinished', async () => {
    await using ledger = await ledgerOf(restaurant);
    const later = new Date(Date.now() + 86_400_000).toISOString();
    expect(await ledger.unfinished(workflow.id, later)).toEqual({ again: [], dead: [] });
  });
});

describe('a trigger that looks for missed events, in queue mode', () => {
  let restaurant: Restaurant<QueueN8n>;
  let evening: Listener;

  beforeAll(async () => {
    restaurant = await openQueueRestaurant();
    evening = await listener(restaurant.n8n, 'Evening');
    await evening.change(restaurant.storage.adjust);
    await evening.publish();
  });
  afterAll(() => restaurant?.close());

  it('fetches once, by the main process, what no webhook process took', async () => {
    const { n8n, internet } = restaurant;
    await n8n.webhook.kill();
    expect(await decline(dinner(internet, 'A1'))).toEqual([0, 0]);
    expect(await evening.alerted('A1')).toEqual(['A1']);
    await n8n.webhook.start();
    await internet.stripe.retry();
    await quiet(restaurant);
    expect(await evening.alerts()).toEqual(['A1']);
  });

  it('sets up an endpoint that was deleted at Stripe anew, which the webhook process knows at once', async () => {
    const { internet } = restaurant;
    const [before = ''] = internet.stripe.endpoints().map(({ id }) => id);
    internet.stripe.deleteEndpoint(before);
    expect(await decline(dinner(internet, 'A2'))).toEqual([]);
    await until('an endpoint', async () => internet.stripe.endpoints().length === 1);
    expect(await decline(dinner(internet, 'A3'))).toEqual([200, 200]);
    expect(await evening.alerted('A2', 'A3')).toEqual(['A1', 'A2', 'A3']);
  });
});

describe('the embedded storage in queue mode', () => {
  let restaurant: Restaurant<QueueN8n>;

  beforeAll(async () => {
    restaurant = await openQueueRestaurant();
  });
  afterAll(() => restaurant?.close());

  const declineOne = () => decline(dinner(restaurant.internet, '1'));
  const isTrigger = (node: JsonObject): boolean => text(node['type'])?.endsWith('Trigger') === true;

  it('is refused at publishing', async () => {
    const { n8n, internet } = restaurant;
    const workflow = await n8n.importWorkflow(template());
    await expect(n8n.publish(workflow.id)).rejects.toThrow(REFUSED);
    await n8n.unpublish(workflow.id);
    expect(internet.stripe.endpoints()).toEqual([]);
  });

  it('is refused by a node on a worker, in the execution', async () => {
    const { n8n } = restaurant;
    const workflow = await n8n.importWorkflow(template(), {
      adjust: (node) => (isTrigger(node) ? restaurant.storage.adjust(node) : node),
    });
    await n8n.publish(workflow.id);
    expect(await declineOne()).toEqual([200, 200]);
    for (const execution of await n8n.waitForExecutions(workflow.id, 2)) {
      expect(execution.status).toBe('error');
      expect(execution.errorOf('Normalize Payment Failure')).toContain(REFUSED);
    }
    await n8n.unpublish(workflow.id);
  });

  it('is refused by the processes that have switched to queue mode before it was changed', async () => {
    const { n8n } = restaurant;
    await n8n.main.start({ env: { EXECUTIONS_MODE: 'regular' } });
    const workflow = await n8n.importWorkflow(template(), {
      adjust: (node) =>
        text(node['type'])?.startsWith('n8n-nodes-payment-failure.')
          ? {
              ...node,
              parameters: { ...object(node['parameters']), folderSurvivesRestarts: true },
            }
          : node,
    });
    await n8n.publish(workflow.id);
    expect(await declineOne()).toContain(503);
    expect(await n8n.webhook.log()).toContain(REFUSED);
    await n8n.main.start({ env: { EXECUTIONS_MODE: 'queue' } });
    expect(await n8n.main.log()).toContain(REFUSED);
  });
});
