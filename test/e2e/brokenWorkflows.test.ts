import { setTimeout as pause } from 'node:timers/promises';
import { list, object, text, type JsonObject } from '../../nodes/core/event/json';
import { SLACK } from '../sandbox/slack';
import { openPayment } from '../sandbox/stripe/payment';
import { inLedger, letTimePass } from './ledger';
import { openRestaurant, type Restaurant } from './restaurant';
import {
  daily,
  posts,
  publishTemplate,
  quiet,
  readMorning,
  template,
  withParameters,
} from './template';

/** Somebody has changed the workflow, and it does not come to its end any more. */

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

/** For nine hand-overs. */
const LONGEST = 500_000;
/** The Payment Follow-Up Trigger looks every 15 seconds. */
const TWO_VISITS = 31_000;

/** An event that a workflow was handed. */
interface Handed {
  readonly workflow: string;
  readonly state: string;
  readonly execution: string;
}

describe('workflows that fail half-way', () => {
  let restaurant: Restaurant;
  beforeAll(async () => {
    restaurant = await openRestaurant();
  });
  afterAll(() => restaurant?.close());

  function handed(): readonly Handed[] {
    using database = inLedger(restaurant);
    const rows = database.prepare('select workflow_id, state, execution_id from dispatches').all();
    return rows.map((row) => ({
      workflow: text(row['workflow_id']) ?? '',
      state: text(row['state']) ?? '',
      execution: text(row['execution_id']) ?? '',
    }));
  }
  const letters = () =>
    posts(restaurant).filter(({ text: said }) => said.includes('could not be handled'));

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
    await payment.decline({ declineCode: 'insufficient_funds' });

    const isDone = ({ state }: Handed): boolean => state === 'done' || state === 'dead';
    const end = Date.now() + LONGEST;
    while (!handed().every(isDone)) {
      if (Date.now() > end) throw new Error(`Never done: ${JSON.stringify(handed())}`);
      await quiet(restaurant);
      letTimePass(restaurant);
    }
    const dead = handed().filter(({ state }) => state === 'dead');
    while (letters().length < dead.length && Date.now() < end) await pause(500);

    for (const { id, says } of published) {
      const lost = dead.filter(({ workflow }) => workflow === id);
      expect(lost.length).toBeGreaterThan(0);
      for (const { execution } of lost) {
        const about = letters().filter(({ text: said }) =>
          said.includes(`Execution ${execution} was the last to take it up.`),
        );
        expect(about).toEqual([
          expect.objectContaining({ text: expect.stringContaining('Handed over 9 times') }),
        ]);
        expect(about[0]?.text).toContain(says);
        expect(await n8n.execution(execution)).toMatchObject({ workflowId: id });
      }
    }
    await quiet(restaurant);
    expect(letters()).toHaveLength(dead.length);
    expect(handed().every(isDone)).toBe(true);

    const morning = await n8n.importWorkflow(daily());
    const message = await readMorning(restaurant, morning);
    expect(message).toMatch(/^Payment ledger: \d things? needs? a look\./);
    expect(message).toContain(
      `${dead.length} events could not be handled and will not be handed over again.`,
    );
    const named = dead.filter(({ workflow, execution }) =>
      new RegExp(`/workflow/${workflow}/executions/${execution}[;)]`).test(message),
    );
    expect(named).toHaveLength(3);

    // However much time passes, nothing is run again.
    const runs = async () =>
      Promise.all(published.map(async ({ id }) => (await n8n.executions(id)).length));
    const before = await runs();
    letTimePass(restaurant);
    await pause(TWO_VISITS);
    expect(await runs()).toEqual(before);
  }, 600_000);
});
