import { setTimeout as pause } from 'node:timers/promises';
import { text } from '../../nodes/core/event/json';
import { SLACK } from '../sandbox/slack';
import { layCable, type Cable } from '../sandbox/cable';
import { deliverUntilTaken } from '../sandbox/stripe';
import { openPayment, type Payment } from '../sandbox/stripe/payment';
import type { Process } from './host/process';
import type { QueueN8n } from './queue';
import { ledgerOf, numbersOf } from './ledger';
import { postgresServer } from './database';
import { REDIS } from '../redis';
import { openQueueRestaurant, type Restaurant } from './restaurant';
import { onPostgres, postgresCredential } from './storage';
import { caseOf, posts, publishTemplate, texts } from './template';

/** Each process of an n8n in queue mode is cut off once, in the middle of a busy evening. */

const TABLES = 12;
const UNTIL_ALL_IS_DONE = 120_000;

describe('twelve cards are declined at once, and a process is cut off', () => {
  let restaurant: Restaurant<QueueN8n>;

  let cable: Cable;
  let redis: Cable;

  beforeAll(async () => {
    cable = await layCable(postgresServer());
    redis = await layCable(REDIS);
    const env = {
      DB_POSTGRESDB_HOST: '127.0.0.1',
      DB_POSTGRESDB_PORT: String(cable.port),
      QUEUE_BULL_REDIS_HOST: '127.0.0.1',
      QUEUE_BULL_REDIS_PORT: String(redis.port),
    };
    const opened = await openQueueRestaurant({ env });
    const { connection } = opened.n8n.database;
    const behindCable = { ...connection, host: '127.0.0.1', port: cable.port };
    restaurant = { ...opened, storage: onPostgres(behindCable) };
    const credential = { ...postgresCredential(behindCable), name: 'Behind the cable' };
    await restaurant.n8n.createCredential(credential);
    await publishTemplate(restaurant, { prefer: [credential.name] });
  });
  afterAll(async () => {
    await restaurant?.close();
    await cable?.close();
    await redis?.close();
  });
  beforeEach(async () => {
    await startWhatEnded();
    restaurant.internet.forget();
  });

  /** As a service manager does. */
  async function startWhatEnded(): Promise<void> {
    const { main, webhook, workers } = restaurant.n8n;
    for (const one of [main, webhook, ...workers]) if (!one.alive()) await one.start();
  }

  let evening = 0;
  const guests = (): readonly Guest[] => {
    evening += 1;
    return Array.from({ length: TABLES }, (_, n) => {
      const table = `${evening}${String(n).padStart(2, '0')}`;
      const phone = `+1555010${table.padStart(4, '0')}`;
      const payment = openPayment(restaurant.internet.stripe, {
        amount: 1_000,
        guest: { name: 'Guest', phone, customer: `cus_${table}` },
        metadata: { table },
      });
      return { table, phone, payment };
    });
  };

  const decline = ({ payment }: Guest) => payment.decline({ declineCode: 'insufficient_funds' });

  /** As Stripe does, until every event was taken. */
  async function redeliver(all: readonly Guest[]): Promise<void> {
    const { stripe } = restaurant.internet;
    const [endpoint] = stripe.endpoints();
    const secret = stripe.secretOf(endpoint?.id ?? '');
    const url = stripe.localUrl(endpoint?.url ?? '');
    for (const event of all.flatMap(({ payment }) => payment.events))
      await deliverUntilTaken(url, event, { secret });
  }

  /** Until the ledger has nothing left to do. */
  async function allDone(): Promise<void> {
    const { database } = restaurant.n8n;
    for (const end = Date.now() + UNTIL_ALL_IS_DONE; ;) {
      const left = await database.query(
        `select event_id, state, emission from payment_failure.dispatches where state <> 'done'`,
      );
      if (left.length === 0) return;
      if (Date.now() > end) throw new Error(`Not done: ${JSON.stringify(left)}`);
      await pause(500);
    }
  }

  /** Answers how to mend it. */
  const slowSlack = (): (() => void) =>
    restaurant.internet.fail({
      host: SLACK,
      outcome: { status: 200, body: { ok: true, channel: 'C1', ts: '1.1' } },
      after: 4_000,
    });

  /** What staff read about a table. */
  const told = ({ table }: Guest): readonly string[] =>
    posts(restaurant)
      .map((post) => post.text)
      .filter((post) => post.includes(`table ${table}\n`));
  const repeats = (all: readonly Guest[]): number =>
    all.flatMap(told).filter((post) => post.startsWith('[May repeat')).length;

  /** Whatever happened: every table once, or again with a mark; no guest twice; nobody paged; one attempt each. */
  async function expectNothingLostNothingTwice(all: readonly Guest[]): Promise<void> {
    for (const guest of all) {
      const unmarked = told(guest).filter((post) => !post.startsWith('[May repeat'));
      expect({ ...guest, told: told(guest).length > 0 }).toMatchObject({ told: true });
      expect(unmarked.length).toBeLessThanOrEqual(1);
    }
    const texted = texts(restaurant).map(({ to }) => to);
    expect(texted).toEqual([...new Set(texted)]);
    // Whom no text reached, staff were asked to tell.
    for (const guest of all.filter(({ phone }) => !texted.includes(phone)))
      expect(told(guest).join('\n')).toContain('It is not certain that the guest was told.');
    expect(new Set(posts(restaurant).map(({ channel }) => channel))).toEqual(
      new Set(['#payments']),
    );

    const payments = all.map(({ payment }) => payment);
    expect(await numbersOf(restaurant.n8n.database, payments)).toEqual(payments.map(() => [1]));
    await using ledger = await ledgerOf(restaurant);
    for (const payment of payments) {
      const id = caseOf(restaurant, payment);
      expect(await ledger.caseById(id)).toMatchObject({ attempts: 1, status: 'open' });
      expect(await ledger.verifyAudit(id)).toEqual({ ok: true });
    }
  }

  it.each([1, 2])('worker %i: the other takes over what it had begun', async (n) => {
    const worker = restaurant.n8n.workers[n - 1];
    if (worker === undefined) throw new Error('There is no such worker');
    const mend = slowSlack();
    const all = guests();
    await Promise.all(all.map(decline));
    const begun = await inTheMiddleOf(worker);
    await worker.kill();
    mend();
    await allDone();
    await expectNothingLostNothingTwice(all);
    expect(repeats(all)).toBeLessThanOrEqual(begun);
  });

  it('the webhook process: what it had not answered for comes again, what it had is not lost', async () => {
    const { webhook } = restaurant.n8n;
    const all = guests();
    const deliveries = all.map(decline);
    await Promise.race(deliveries);
    await webhook.kill();
    const answers = (await Promise.all(deliveries)).flat();
    expect(answers.map(({ status }) => status)).toContain(0);
    await webhook.start();
    await redeliver(all);
    await allDone();
    await expectNothingLostNothingTwice(all);
    expect(repeats(all)).toBe(0);
  });

  it('the main process: alerts go on without it', async () => {
    const { main } = restaurant.n8n;
    const [late, ...all] = guests();
    const mend = slowSlack();
    await Promise.all(all.map(decline));
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await main.kill();
    mend();
    if (late !== undefined) {
      const answers = await decline(late);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      await restaurant.internet.traffic.waitFor(SLACK, 1, {
        filter: ({ body }) => text(body['text'])?.includes(`table ${late.table}\n`) === true,
      });
      all.push(late);
    }
    await main.start();
    await allDone();
    await expectNothingLostNothingTwice(all);
    expect(repeats(all)).toBe(0);
  });

  it('Redis: what had waited in it is taken up again', async () => {
    const { n8n } = restaurant;
    await Promise.all(n8n.workers.map((worker) => worker.stop()));
    const all = guests();
    const answers = (await Promise.all(all.map(decline))).flat();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await n8n.loseQueue();
    await Promise.all(n8n.workers.map((worker) => worker.start()));
    await allDone();
    await expectNothingLostNothingTwice(all);
    expect(repeats(all)).toBe(0);
  });

  it('Redis cannot be reached: what nobody answered for comes again, and what was stored is acted on', async () => {
    const [first, ...others] = guests();
    if (first === undefined) throw new Error('Nobody came');
    await decline(first);
    redis.pull();
    // n8n 2.41 looks for webhooks in Redis, and ends itself where it has not reached it for ten seconds.
    await Promise.all(others.map(decline));
    redis.plug();
    await startWhatEnded();
    const all = [first, ...others];
    await redeliver(all);
    await allDone();
    await expectNothingLostNothingTwice(all);
  });

  it('Postgres: what could not be stored is asked for again', async () => {
    const all = guests();
    cable.pull();
    const answers = (await Promise.all(all.map(decline))).flat();
    expect(answers.filter(({ status }) => status < 500)).toEqual([]);
    expect(restaurant.internet.traffic.all).toEqual([]);
    cable.plug();
    await redeliver(all);
    await allDone();
    await expectNothingLostNothingTwice(all);
    expect(repeats(all)).toBe(0);
  });

  /** Waits until it works on something; answers how many executions it has begun and not finished. */
  async function inTheMiddleOf(worker: Process): Promise<number> {
    for (const end = Date.now() + UNTIL_ALL_IS_DONE; ;) {
      const log = await worker.log();
      const count = (what: RegExp): number => log.match(what)?.length ?? 0;
      const begun = count(/Worker started execution/g) - count(/Worker finished execution/g);
      if (begun > 0 && restaurant.internet.traffic.to(SLACK).length > 0) return begun;
      if (Date.now() > end) throw new Error(`${worker.name} was given nothing to do`);
      await pause(50);
    }
  }
});

interface Guest {
  readonly table: string;
  readonly phone: string;
  readonly payment: Payment;
}
