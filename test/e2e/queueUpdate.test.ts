import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '../../nodes/core/event/json';
import { SLACK } from '../sandbox/slack';
import { deliverUntilTaken } from '../sandbox/stripe';
import { openPayment, type Payment } from '../sandbox/stripe/payment';
import type { Workflow } from './host/workflows';
import { ledgerOf, numbersOf } from './ledger';
import { installNextVersion, type NextVersion } from './nextVersion';
import type { QueueN8n } from './queue';
import { openQueueRestaurant, type Restaurant } from './restaurant';
import { caseOf, posts, publishTemplate, quiet } from './template';

/** The pack is updated process by process, while cards go on being declined. */

const TOO_LITTLE = { declineCode: 'insufficient_funds' };
const FIRST_TABLE = 100;
/** For a process to start, on a machine that has much to do. */
const LONGEST = 120_000;
/** Stripe tries for days; this tries for as long, twice a second. */
const TRIES = 240;

/** What was begun there is taken up again, which the books and what people read show. */
const OF_N8N =
  /failed to be processed too many times|shutting down|did not finish|Could not find execution|cancelled/;

const isAbout = (table: number, post: unknown): boolean =>
  typeof post === 'string' && post.includes(`table ${table}\n`);

describe('an update that is rolled out process by process', () => {
  let restaurant: Restaurant<QueueN8n>;
  let workflow: Workflow;
  let next: NextVersion;

  beforeAll(async () => {
    restaurant = await openQueueRestaurant({ ownFolders: true });
    workflow = await publishTemplate(restaurant);
    next = await installNextVersion(process.env.E2E_NODES ?? '');
  });
  afterAll(async () => {
    await restaurant?.close();
    await next?.remove();
  });

  const openTable = (table: number): Payment =>
    openPayment(restaurant.internet.stripe, {
      amount: 2_000,
      guest: { name: 'Minji Kim', phone: '+15550102101', customer: `cus_${table}` },
      metadata: { table: String(table) },
    });

  const ledgerVersion = async (): Promise<number> => {
    const [row] = await restaurant.n8n.database.query(
      `select value from payment_failure.meta where key = 'version'`,
    );
    return Number(row?.['value']);
  };

  /** At three tills, one card is declined after the other until it is told to stop. What is not taken comes again. */
  function service(): { readonly close: () => Promise<readonly Payment[]> } {
    const { stripe, traffic } = restaurant.internet;
    const tables: Payment[] = [];
    let open = true;
    const till = async (): Promise<void> => {
      while (open) {
        const number = FIRST_TABLE + tables.length;
        const payment = openTable(number);
        tables.push(payment);
        const answers = await payment.decline(TOO_LITTLE);
        if (answers.some(({ status }) => status !== 200)) await redeliver(payment);
        const filter = ({ body }: { body: JsonObject }): boolean => isAbout(number, body['text']);
        await traffic.waitFor(SLACK, 1, { filter, timeout: LONGEST });
      }
    };
    const redeliver = async (payment: Payment): Promise<void> => {
      const [endpoint] = stripe.endpoints();
      const url = stripe.localUrl(endpoint?.url ?? '');
      const secret = stripe.secretOf(endpoint?.id ?? '');
      for (const event of payment.events) await deliverUntilTaken(url, event, { secret }, TRIES);
    };
    const tills = [till(), till(), till()];
    return {
      async close() {
        open = false;
        await Promise.all(tills);
        return tables;
      },
    };
  }

  it('counts every card once and tells of each once, whichever version acts on it', async () => {
    const { main, webhook, workers } = restaurant.n8n;
    const [one, other] = workers;
    const evening = service();
    await restaurant.internet.traffic.waitFor(SLACK, 2);
    const released = await ledgerVersion();

    await other?.start({ nodes: next.nodes });
    await untilIt('migrates the ledger', async () => (await ledgerVersion()) > released);
    await webhook.start({ nodes: next.nodes });
    await main.start({ nodes: next.nodes });
    // It meets a ledger that a newer version has added to.
    await one?.start();
    await untilIt('works on', async () =>
      ((await one?.log()) ?? '').includes('Worker finished execution'),
    );
    await one?.start({ nodes: next.nodes });

    const tables = await evening.close();
    await untilIt('is all done', async () => (await unfinished()).length === 0);
    await quiet(restaurant);

    expect(await failures()).toEqual([]);
    await using ledger = await ledgerOf(restaurant);
    for (const [n, payment] of tables.entries()) {
      const told = posts(restaurant).filter(({ text }) => isAbout(FIRST_TABLE + n, text));
      const unmarked = told.filter(({ text }) => !text.startsWith('[May repeat'));
      expect({ n, told: told.length > 0, unmarked: unmarked.length <= 1 }).toEqual({
        n,
        told: true,
        unmarked: true,
      });
      expect(await ledger.caseById(caseOf(restaurant, payment))).toMatchObject({ attempts: 1 });
    }
    expect(new Set(posts(restaurant).map(({ channel }) => channel))).toEqual(
      new Set(['#payments']),
    );
    // Whichever of its two events came first, and whichever version counted it.
    expect(await numbersOf(restaurant.n8n.database, tables)).toEqual(tables.map(() => [1]));
    expect(await ledgerVersion()).toBe(released + 1);
  }, 600_000);

  it('an older version that meets a ledger it cannot use says so', async () => {
    const { n8n } = restaurant;
    const [one, other] = n8n.workers;
    await other?.stop();
    const known = await ledgerVersion();
    await n8n.database.query(
      `update payment_failure.meta set value = '${known + 1}' where key in ('version', 'needs')`,
    );
    await one?.start();
    await openTable(7).decline(TOO_LITTLE);
    await untilIt('failed', async () => (await failed()).length > 0);
    const [id = ''] = await failed();
    const execution = await n8n.execution(id);
    expect(execution.errorOf('Normalize Payment Failure')).toContain(
      `The ledger was written by a newer version of this node package (ledger version ${known + 1}, this package knows ${known}). Install the newer package again, in every process of n8n, or point the node at another ledger.`,
    );
  });

  /** What each execution that did not succeed says about it; not of n8n's own losing a job as a process stops. */
  async function failures(): Promise<readonly string[]> {
    const ids = await restaurant.n8n.database.query(
      // What n8n calls crashed was under way in a process that stopped, and says nothing of why.
      "select id, status from execution_entity where status not in ('success', 'crashed')",
    );
    const told = await Promise.all(
      ids.map(async ({ id, status }) => {
        const { error } = await restaurant.n8n.execution(String(id));
        return `${String(status)}: ${error}`;
      }),
    );
    return told.filter((one) => !OF_N8N.test(one));
  }

  const failed = async (): Promise<readonly string[]> =>
    (await restaurant.n8n.executions(workflow.id))
      .filter(({ status }) => status === 'error')
      .map(({ id }) => id);

  const unfinished = () =>
    restaurant.n8n.database.query(
      `select event_id from payment_failure.dispatches where state <> 'done'`,
    );

  async function untilIt(what: string, holds: () => Promise<boolean>): Promise<void> {
    for (const end = Date.now() + LONGEST; !(await holds());) {
      if (Date.now() > end) throw new Error(`Waited in vain until it ${what}`);
      await pause(250);
    }
  }
});
