import { Client } from 'pg';
import { layCable, type Cable } from '../sandbox/cable';
import { deliverUntilTaken } from '../sandbox/stripe';
import { openPayment } from '../sandbox/stripe/payment';
import type { Workflow } from './host/workflows';
import { testPostgres, type TestPostgres } from '../postgres';
import { ledgerOf } from './ledger';
import { openRestaurant, type Restaurant } from './restaurant';
import { onPostgres, postgresCredential } from './storage';
import { posts, publishTemplate, quiet } from './template';

/** The ledger on Postgres, and an evening on which Postgres is gone for a while. */

const TOO_LITTLE = { declineCode: 'insufficient_funds' };
const DATABASE = 'payment_failure_e2e';

describe('a restaurant with its ledger on Postgres', () => {
  let postgres: TestPostgres;
  let cable: Cable;
  let restaurant: Restaurant;
  let workflow: Workflow;

  beforeAll(async () => {
    postgres = await testPostgres();
    await administer(`create database ${DATABASE}`);
    const { hostname, port, username, password } = new URL(postgres.url);
    cable = await layCable({ host: hostname, port: Number(port || 5432) });
    const connection = {
      host: '127.0.0.1',
      port: cable.port,
      database: DATABASE,
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
    };
    restaurant = { ...(await openRestaurant()), storage: onPostgres(connection) };
    await restaurant.n8n.createCredential(postgresCredential(connection));
    workflow = await publishTemplate(restaurant);
  });
  afterAll(async () => {
    await restaurant?.close();
    await cable?.close();
    await administer(`drop database if exists ${DATABASE} with (force)`);
    await postgres?.stop();
  });
  beforeEach(() => restaurant.internet.forget());

  async function administer(sql: string): Promise<void> {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    await client.query(sql);
    await client.end();
  }

  const pay = (customer: string) =>
    openPayment(restaurant.internet.stripe, {
      amount: 2_000,
      guest: { name: 'Haneul Lee', phone: '+821055501234', customer },
      metadata: { table: '2' },
    });

  it('tells staff and manager of a card declined twice, and staff when it is paid', async () => {
    const payment = pay('cus_1');
    for (const step of [() => payment.decline(TOO_LITTLE), () => payment.decline(TOO_LITTLE)]) {
      await step();
      await quiet(restaurant);
    }
    await payment.succeed();
    await quiet(restaurant);
    expect(posts(restaurant).map(({ channel }) => channel)).toEqual([
      '#payments',
      '#managers',
      '#payments',
      '#payments',
    ]);
  });

  it('answers 503 while Postgres is gone, and loses nothing when it is back', async () => {
    const { stripe } = restaurant.internet;
    const payment = pay('cus_2');
    cable.pull();
    const answers = await payment.decline(TOO_LITTLE);
    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([]);
    expect(await restaurant.n8n.log()).toMatch(/ledger_unavailable.*127\.0\.0\.1/);

    cable.plug();
    const [endpoint] = stripe.endpoints();
    const secret = stripe.secretOf(endpoint?.id ?? '');
    for (const event of payment.events) {
      await deliverUntilTaken(stripe.localUrl(endpoint?.url ?? ''), event, { secret });
    }
    await quiet(restaurant);
    expect(posts(restaurant)).toHaveLength(1);
  });

  it('leaves nothing unfinished', async () => {
    await using ledger = await ledgerOf(restaurant);
    const later = new Date(Date.now() + 86_400_000).toISOString();
    expect(await ledger.unfinished(workflow.id, later)).toEqual({ again: [], dead: [] });
  });
});
