import axios from 'axios';
import { object, text, type JsonObject } from '../../nodes/core/event/json';
import { deliverUntilTaken } from '../sandbox/stripe';
import { openPayment, type Payment } from '../sandbox/stripe/payment';
import { createDatabase, type Database } from './database';
import type { Workflow } from './host/workflows';
import { ledgerOf } from './ledger';
import { openRestaurant, type Restaurant } from './restaurant';
import { onPostgres, postgresCredential } from './storage';
import { caseOf, daily, posts, publishTemplate, quiet, readMorning, runByHand } from './template';

/** The operator: reads each morning that all is well, and moves to Postgres when the restaurant has grown. */

const TOO_LITTLE = { declineCode: 'insufficient_funds' };

/** A workflow that carries the ledger over, to be run once by hand. */
const mover = {
  name: 'Move to Postgres',
  nodes: [
    {
      name: 'By Hand',
      type: 'n8n-nodes-base.manualTrigger',
      typeVersion: 1,
      position: [0, 0],
      parameters: {},
    },
    {
      name: 'Payment Ledger',
      type: 'n8n-nodes-payment-failure.paymentLedger',
      typeVersion: 1,
      position: [220, 0],
      parameters: { operation: 'carryOver', storage: 'postgres' },
      credentials: { postgres: { id: null, name: 'Postgres' } },
    },
  ],
  connections: { 'By Hand': { main: [[{ node: 'Payment Ledger', type: 'main', index: 0 }]] } },
};

describe('the operator of a restaurant', () => {
  let restaurant: Restaurant;
  let database: Database;
  let dining: Workflow;
  let morning: Workflow;
  let postgres: { readonly id: string; readonly name: string };
  let payment: Payment;
  let refused: Payment;

  beforeAll(async () => {
    database = await createDatabase();
    restaurant = await openRestaurant();
    postgres = await restaurant.n8n.createCredential(postgresCredential(database.connection));
    dining = await publishTemplate(restaurant);
    morning = await restaurant.n8n.importWorkflow(daily());
    payment = pay('cus_mina');
    refused = pay('cus_joon');
  });
  afterAll(async () => {
    await restaurant?.close();
    await database?.drop();
  });
  beforeEach(() => restaurant.internet.forget());

  const pay = (customer: string): Payment =>
    openPayment(restaurant.internet.stripe, {
      amount: 4_500,
      guest: { name: 'Mina Park', phone: '+15550102102', customer },
      metadata: { table: '12' },
    });
  const readMessage = (): Promise<string> => readMorning(restaurant, morning);
  const switchToPostgres = async ({ id }: Workflow): Promise<void> => {
    const { adjust } = onPostgres(database.connection);
    const bind = (node: JsonObject): JsonObject => {
      const credentials = object(node['credentials']);
      return credentials['postgres'] === undefined
        ? node
        : { ...node, credentials: { ...credentials, postgres } };
    };
    await restaurant.n8n.changeWorkflow(id, (node) => bind(adjust(node)));
  };

  it('reads that all is well after an evening on which a card was declined', async () => {
    await payment.decline(TOO_LITTLE);
    await quiet(restaurant);
    restaurant.internet.forget();
    const message = await readMessage();
    expect(message).toMatch(/^Payment ledger: All is well\.\n1 open case, 1 of them new/);
    expect(message).toMatch(
      /Last events: Stripe acct_\w+ less than a minute ago\. \d events? in [\d.]+ MB, embedded\.$/,
    );
  });

  it('reads every few seconds, if that is what the schedule says, without anybody’s doing', async () => {
    const often = { rule: { interval: [{ field: 'seconds', secondsInterval: 2 }] } };
    const eager = await restaurant.n8n.importWorkflow(daily(), {
      adjust: (node) =>
        text(node['type']) === 'n8n-nodes-base.scheduleTrigger'
          ? { ...node, parameters: often }
          : node,
    });
    await restaurant.n8n.publish(eager.id);
    const [first] = await restaurant.n8n.waitForExecutions(eager.id, 1);
    await restaurant.n8n.unpublish(eager.id);
    await quiet(restaurant);
    expect(first).toMatchObject({ mode: 'trigger', status: 'success' });
    expect(posts(restaurant)[0]?.text).toMatch(/^Payment ledger: All is well/);
  });

  it('reads which deliveries were refused, why, and what to do', async () => {
    const [endpoint] = restaurant.internet.stripe.endpoints();
    const url = restaurant.internet.stripe.localUrl(endpoint?.url ?? '');
    const knock = { proxy: false, validateStatus: () => true } as const;
    expect((await axios.post(url, { id: 'evt_forged' }, knock)).status).toBe(401);
    const message = await readMessage();
    expect(message).toMatch(/^Payment ledger: 1 thing needs a look\.\n• 1 delivery for Stripe/);
    expect(message).toContain('The signature header is missing');
    expect(message).toContain('let the header through');
  });

  it('carries the ledger over to Postgres, and is told what to do next', async () => {
    const moving = await restaurant.n8n.importWorkflow(mover);
    const execution = await runByHand(restaurant, moving, 'By Hand');
    expect(execution.error).toBeUndefined();
    const [said] = execution.items('Payment Ledger');
    expect(said).toMatchObject({ carriedOver: true, rows: { cases: 1, registrations: 1 } });
    expect(text(said?.['next'])).toContain('every node of the pack');
  });

  it('until the nodes are switched, deliveries are answered 503, and log and message say where the ledger is', async () => {
    const answers = await refused.decline(TOO_LITTLE);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    const log = await restaurant.n8n.log();
    expect(log).toMatch(
      /event=delivery_refused .*reason=ledger_unavailable .*was carried over to Postgres at .*every node of the pack/,
    );
    expect(await readMessage()).toMatch(
      /^The payment ledger cannot be read\. The embedded ledger was carried over to Postgres at /,
    );
  });

  it('with the nodes on Postgres, the same endpoint serves, what was refused comes in, and counts go on', async () => {
    const { stripe } = restaurant.internet;
    const before = stripe.endpoints().map(({ id }) => id);
    await switchToPostgres(dining);
    await restaurant.n8n.publish(dining.id);
    expect(stripe.endpoints().map(({ id }) => id)).toEqual(before);

    const [endpoint] = stripe.endpoints();
    const secret = stripe.secretOf(endpoint?.id ?? '');
    for (const event of refused.events) {
      await deliverUntilTaken(stripe.localUrl(endpoint?.url ?? ''), event, { secret });
    }
    await quiet(restaurant);
    expect(posts(restaurant).map(({ channel }) => channel)).toEqual(['#payments']);

    restaurant.internet.forget();
    await payment.decline(TOO_LITTLE);
    await quiet(restaurant);
    // The second failure of this session: the first was counted in the file.
    expect(
      posts(restaurant)
        .map(({ channel }) => channel)
        .toSorted(),
    ).toEqual(['#managers', '#payments']);
  });

  it('when the guest pays, the case that was opened in the file is settled in Postgres, its trail unbroken', async () => {
    await payment.succeed();
    await quiet(restaurant);
    expect(posts(restaurant)[0]?.text).toMatch(/^Settled/);
    await using ledger = await ledgerOf({
      ...restaurant,
      storage: onPostgres(database.connection),
    });
    const caseId = caseOf(restaurant, payment);
    expect(await ledger.caseById(caseId)).toMatchObject({ status: 'settled', attempts: 2 });
    expect(await ledger.verifyAudit(caseId)).toEqual({ ok: true });
    const later = new Date(Date.now() + 86_400_000).toISOString();
    expect(await ledger.unfinished(dining.id, later)).toEqual({ again: [], dead: [] });
  });

  it('reads the next morning’s message from Postgres', async () => {
    await switchToPostgres(morning);
    expect(await readMessage()).toMatch(/1 open case.* in Postgres\.$/s);
  });
});
