import { openPayment, type Payment } from '../sandbox/stripe/payment';
import { createDatabase, type Database } from './database';
import { ledgerOf } from './ledger';
import { until } from './listener';
import { startN8n, type N8n } from './n8n';
import { giveCredentials, openRestaurant, type Restaurant } from './restaurant';
import { onPostgres, postgresCredential } from './storage';
import { caseOf, posts, publishTemplate, quiet, texts, withParameters } from './template';

/** Two houses with an n8n each, on one Stripe account and one ledger. */

const TOO_LITTLE = { declineCode: 'insufficient_funds' };

describe('two houses that share their ledger', () => {
  let database: Database;
  let gangnam: Restaurant;
  let mapo: Restaurant;
  let branch: N8n;
  let payment: Payment;

  beforeAll(async () => {
    database = await createDatabase();
    const storage = onPostgres(database.connection);
    gangnam = { ...(await openRestaurant()), storage };
    const { internet } = gangnam;
    const { E2E_HOST: host = '', E2E_NODES: nodes = '' } = process.env;
    const publicUrl = 'https://mapo.bbq.example';
    branch = await startN8n({ host, nodes, env: internet.environment, publicUrl });
    internet.stripe.reachable(publicUrl, branch.deliveries);
    await giveCredentials(branch);
    mapo = { ...gangnam, n8n: branch };
    for (const { n8n } of [gangnam, mapo])
      await n8n.createCredential(postgresCredential(database.connection));
    await publishTemplate(gangnam);
    await publishTemplate(mapo, {
      adjust: (node) =>
        withParameters('reconcileOrder', { staffRecipient: '#mapo' })(
          withParameters('escalationCounter', { staffRecipient: '#mapo' })(node),
        ),
    });
    payment = openPayment(internet.stripe, {
      amount: 4_500,
      guest: { name: 'Mina Park', phone: '+15550102102', customer: 'cus_mina' },
      metadata: { table: '12' },
    });
  });
  afterAll(async () => {
    await branch?.stop();
    await gangnam?.close();
    await database?.drop();
  });
  beforeEach(() => gangnam.internet.forget());

  const bothQuiet = async (): Promise<void> => {
    for (const house of [gangnam, mapo]) await quiet(house);
  };
  const channels = () =>
    posts(gangnam)
      .map(({ channel }) => channel)
      .toSorted();

  it('have an endpoint each', () => {
    const origins = gangnam.internet.stripe.endpoints().map(({ url }) => new URL(url).origin);
    expect(origins.toSorted()).toEqual(['https://bbq.example.com', 'https://mapo.bbq.example']);
  });

  it('both hear of a declined card, which is counted once, and of which the guest hears once', async () => {
    const answers = await payment.decline(TOO_LITTLE);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    await bothQuiet();
    expect(channels()).toEqual(['#mapo', '#payments']);
    expect(texts(gangnam)).toHaveLength(1);
    const counts = await database.query('select ordinal from payment_failure.counts');
    expect(counts.map(({ ordinal }) => Number(ordinal))).toEqual([1]);
  });

  it('the one goes on while the other is down, which takes up its own when it is back', async () => {
    await branch.kill();
    await payment.decline(TOO_LITTLE);
    await quiet(gangnam);
    expect(new Set(channels())).toEqual(new Set(['#payments', '#managers']));
    await branch.restart();
    await gangnam.internet.stripe.retry();
    await until('Mapo to hear of it', async () => channels().includes('#mapo'));
    await bothQuiet();
    expect(channels().filter((channel) => channel === '#mapo')).toHaveLength(1);
    expect(texts(gangnam)).toHaveLength(1);
  });

  it('both hear that it is paid, once, and have nothing left to do', async () => {
    await payment.succeed();
    await bothQuiet();
    expect(channels()).toEqual(['#mapo', '#payments']);
    expect(texts(gangnam)).toEqual([]);
    await using ledger = await ledgerOf(gangnam);
    expect(await ledger.caseById(caseOf(gangnam, payment))).toMatchObject({
      status: 'settled',
      attempts: 2,
    });
    const left = await database.query(
      "select event_id from payment_failure.dispatches where state <> 'done'",
    );
    expect(left).toEqual([]);
  });
});
