import { setTimeout as pause } from 'node:timers/promises';
import { list, object, type JsonObject } from '../../nodes/core/event/json';
import { serverError } from '../sandbox/faults';
import { SLACK } from '../sandbox/slack';
import { STRIPE } from '../sandbox/stripe';
import { openPayment } from '../sandbox/stripe/payment';
import { inLedger, ledgerOf, letTimePass, setDue } from './ledger';
import { openRestaurant, type Restaurant } from './restaurant';
import { posts, publishTemplate, quiet, template, texts, withParameters } from './template';

/** n8n is cut off in the middle of an alert, and comes back. */

const TOO_LITTLE = { declineCode: 'insufficient_funds' };

describe('a power cut while Slack is being told', () => {
  let restaurant: Restaurant;
  let workflowId: string;

  beforeAll(async () => {
    restaurant = await openRestaurant();
    workflowId = (await publishTemplate(restaurant)).id;
  });
  afterAll(() => restaurant?.close());

  /** How many events nobody has finished. */
  function left(): number {
    using database = inLedger(restaurant);
    return database.prepare(`select event_id from dispatches where state <> 'done'`).all().length;
  }

  it('complaint 13: is made good after the restart, without any Wait node: staff hear it again, marked; the guest is left to them', async () => {
    const { internet, n8n } = restaurant;
    internet.fail({
      host: SLACK,
      outcome: { status: 200, body: { ok: true, channel: 'C1', ts: '1.1' } },
      after: 15_000,
    });
    const payment = openPayment(internet.stripe, {
      amount: 3_300,
      guest: { name: 'Haneul Lee', phone: '+821055501234', customer: 'cus_1' },
      metadata: { table: '2' },
    });
    await payment.decline(TOO_LITTLE);
    await internet.traffic.waitFor(SLACK, 1);
    await n8n.kill();
    internet.forget();

    letTimePass(restaurant);
    await n8n.restart();
    await internet.traffic.waitFor(SLACK, 1, { timeout: 60_000 });
    await quiet(restaurant);
    expect(posts(restaurant)).toHaveLength(1);
    expect(posts(restaurant)[0]?.text).toMatch(/^\[May repeat an earlier message\] Payment failed/);
    expect(posts(restaurant)[0]?.text).toContain('It is not certain that the guest was told.');
    expect(texts(restaurant)).toEqual([]);

    await using ledger = await ledgerOf(restaurant);
    const later = new Date(Date.now() + 86_400_000).toISOString();
    expect(await ledger.unfinished(workflowId, later)).toEqual({ again: [], dead: [] });
  });

  it('still counts a decline that the guest made good with another card meanwhile: nobody is told, and the next pages the manager', async () => {
    const { internet, n8n } = restaurant;
    const { stripe, traffic } = internet;
    internet.forget();
    internet.fail({
      host: STRIPE,
      when: ({ method }) => method === 'GET',
      outcome: serverError,
      after: 15_000,
    });
    const bill = () =>
      openPayment(stripe, {
        amount: 4_400,
        guest: { name: 'Minji Kim', phone: '+15550102101', customer: 'cus_two_cards' },
        metadata: { table: '4' },
      });
    const payment = bill();
    await payment.decline(TOO_LITTLE);
    await traffic.waitFor(STRIPE, 1);
    await n8n.kill();
    await payment.succeed({ brand: 'mastercard', last4: '4444' });
    internet.forget();
    // However long n8n takes to start.
    setDue(restaurant, 3600);

    await n8n.restart();
    await stripe.retry();
    await quiet(restaurant);
    letTimePass(restaurant);
    for (const end = Date.now() + 60_000; left() > 0 && Date.now() < end;) await pause(500);
    expect(left()).toBe(0);
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([]);
    expect(texts(restaurant)).toEqual([]);

    await bill().decline(TOO_LITTLE);
    await traffic.waitFor(SLACK, 2);
    await quiet(restaurant);
    expect(posts(restaurant).map(({ channel }) => channel)).toEqual(['#managers', '#payments']);
  });
});

/** The template as somebody has broken it, and what is said of an event in the end. */
interface Broken {
  readonly name: string;
  readonly says: string;
  readonly break: (shipped: JsonObject) => JsonObject;
}

const nodesOf = ({ nodes }: JsonObject): readonly JsonObject[] => list(nodes).map(object);

const BROKEN: readonly Broken[] = [
  {
    name: 'A channel throws',
    says: 'It came as far as the Escalation Counter, and no channel has confirmed.',
    break: (shipped) => ({
      ...shipped,
      nodes: nodesOf(shipped).map((node) => {
        if (node.name === 'Tell Staff')
          return { ...node, onError: 'stopWorkflow', retryOnFail: false };
        return withParameters('escalationCounter', { staffRecipient: '#closed' })(node);
      }),
    }),
  },
  {
    name: 'Confirm is not reached',
    says: 'It came as far as the Escalation Counter, and no channel has confirmed.',
    break: (shipped) => {
      const detour = object(
        JSON.parse(
          JSON.stringify(shipped.connections).replaceAll('"node":"Confirm"', '"node":"Only Some"'),
        ),
      );
      const onward = { main: [[{ node: 'Confirm', type: 'main', index: 0 }]] };
      return {
        ...shipped,
        nodes: [...nodesOf(shipped), DROPS_ALL],
        connections: { ...detour, 'Only Some': onward },
      };
    },
  },
  {
    name: 'Record was removed',
    says: 'was not counted.',
    break: (shipped) => {
      const {
        'Record in Case': _,
        'Normalize Payment Failure': __,
        ...others
      } = object(shipped.connections);
      const nodes = nodesOf(shipped).filter(({ name }) => name !== 'Record in Case');
      return { ...shipped, nodes, connections: others };
    },
  },
];

const DROPS_ALL: JsonObject = {
  name: 'Only Some',
  type: 'n8n-nodes-base.filter',
  typeVersion: 2.2,
  position: [0, 0],
  parameters: {
    conditions: {
      options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
      combinator: 'and',
      conditions: [
        {
          id: '1',
          leftValue: 'some',
          rightValue: 'others',
          operator: { type: 'string', operation: 'equals' },
        },
      ],
    },
  },
};

describe('workflows that fail half-way', () => {
  let restaurant: Restaurant;
  beforeAll(async () => {
    restaurant = await openRestaurant();
  });
  afterAll(() => restaurant?.close());

  it('are run again as planned, nine times in all, and end at a person who hears why and where', async () => {
    const { internet, n8n } = restaurant;
    internet.fail({
      host: SLACK,
      when: ({ body }) => body['channel'] === '#closed',
      outcome: { status: 200, body: { ok: false, error: 'channel_not_found' } },
    });
    const published: (Broken & { readonly id: string })[] = [];
    for (const one of BROKEN) {
      const { id } = await publishTemplate(restaurant, { name: one.name }, one.break(template()));
      published.push({ ...one, id });
    }
    const payment = openPayment(internet.stripe, {
      amount: 3_300,
      guest: { name: 'Haneul Lee', customer: 'cus_2' },
      metadata: { table: '3' },
    });
    await payment.decline(TOO_LITTLE);
    for (let time = 1; time <= 9; time += 1) {
      for (const { id } of published) await n8n.waitForExecutions(id, time);
      letTimePass(restaurant);
    }

    const letters = () =>
      posts(restaurant).filter(({ text: said }) => said.includes('could not be handled'));
    for (const { id, says } of published) {
      const runs = await n8n.waitForExecutions(id, 10);
      expect(runs).toHaveLength(10);
      const [letter, ...others] = letters().filter(({ text: said }) =>
        said.includes(`Execution ${runs[8]?.id} was the last to take it up.`),
      );
      expect(others).toEqual([]);
      expect(letter?.text).toContain('Handed over 9 times and never confirmed');
      expect(letter?.text).toContain(says);
    }
    expect(letters()).toHaveLength(3);

    // Those executions ended well, so nobody is written to again.
    await using ledger = await ledgerOf(restaurant);
    const soon = new Date(Date.now() + 301_000).toISOString();
    for (const { id } of published) {
      expect(await ledger.unfinished(id, soon)).toEqual({ again: [], dead: [] });
    }
  }, 400_000);
});
