import { object, type JsonObject } from '../../nodes/core/event/json';
import { carryOver } from '../../nodes/core/ledger/carryOver';
import { createDatabase, type Database } from './database';
import { decline, dinner, listener, owner, SAYS, until, type Listener } from './listener';
import { startN8n, type N8n } from './n8n';
import { giveCredentials, openRestaurant, type Restaurant } from './restaurant';
import { onPostgres, postgresCredential } from './storage';

/** What becomes of endpoints at Stripe when n8n, or its ledger, moves to another place. */

const origins = ({ internet }: Restaurant): readonly string[] =>
  internet.stripe
    .endpoints()
    .map(({ url }) => new URL(url).origin)
    .toSorted();

describe('a second n8n for the same Stripe account', () => {
  let restaurant: Restaurant;
  let branch: N8n;
  let evening: Listener;
  let terrace: Listener;

  beforeAll(async () => {
    restaurant = await openRestaurant();
    const { E2E_HOST: host = '', E2E_NODES: nodes = '' } = process.env;
    const env = restaurant.internet.environment;
    branch = await startN8n({ host, nodes, env, publicUrl: 'http://localhost:5678' });
    await giveCredentials(branch);
    evening = await listener(restaurant.n8n, 'Evening');
    await evening.publish();
    terrace = await listener(branch, 'Terrace');
  });
  afterAll(async () => {
    await branch?.stop();
    await restaurant?.close();
  });

  it('cannot be reached at localhost, and its owner reads what to set', async () => {
    const { told } = await owner(branch);
    await expect(terrace.publish()).rejects.toThrow(
      /Stripe cannot reach http:\/\/localhost:5678.*N8N_WEBHOOK_URL.*publish again/,
    );
    await terrace.unpublish();
    expect(origins(restaurant)).toEqual(['https://bbq.example.com']);
    // The editor has said it.
    expect(await told('Terrace')).toEqual([]);
  });

  it('has an endpoint of its own at its proxy’s address, and both are told of every order', async () => {
    restaurant.internet.stripe.reachable('https://proxy.bbq.example', branch.origin);
    const [atHome, abroad] = [await owner(restaurant.n8n), await owner(branch)];
    await branch.restart({ N8N_WEBHOOK_URL: 'https://proxy.bbq.example/' });
    await terrace.publish();
    expect(origins(restaurant)).toEqual(['https://bbq.example.com', 'https://proxy.bbq.example']);
    expect(await decline(dinner(restaurant.internet, 'A1'))).toEqual(Array(4).fill(200));
    expect(await evening.alerted('A1')).toEqual(['A1']);
    expect(await terrace.alerted('A1')).toEqual(['A1']);
    expect(await abroad.told('Terrace')).toEqual([SAYS.registered]);
    expect(await atHome.told('Evening')).toEqual([]);
  });

  it('takes its endpoint along to another address, by starting again', async () => {
    restaurant.internet.stripe.reachable('https://pay.bbq.example', branch.origin);
    const [atHome, abroad] = [await owner(restaurant.n8n), await owner(branch)];
    await branch.restart({ N8N_WEBHOOK_URL: 'https://pay.bbq.example/' });
    await abroad.reads(/event=endpoint_mended .*reason=moved/);
    expect(origins(restaurant)).toEqual(['https://bbq.example.com', 'https://pay.bbq.example']);
    expect(await decline(dinner(restaurant.internet, 'A2'))).toEqual(Array(4).fill(200));
    expect(await evening.alerted('A2')).toEqual(['A1', 'A2']);
    expect(await terrace.alerted('A2')).toEqual(['A1', 'A2']);
    expect(await abroad.told('Terrace')).toEqual([SAYS.moved]);
    expect(await atHome.told('Evening')).toEqual([]);
  });
});

describe('a ledger that moves to Postgres', () => {
  let restaurant: Restaurant;
  let evening: Listener;
  const databases: Database[] = [];

  beforeAll(async () => {
    restaurant = await openRestaurant();
    evening = await listener(restaurant.n8n, 'Evening');
    await evening.publish();
  });
  afterAll(async () => {
    await restaurant?.close();
    for (const database of databases) await database.drop();
  });

  const ids = () => restaurant.internet.stripe.endpoints().map(({ id }) => id);
  const declined = (order: string) => decline(dinner(restaurant.internet, order));

  /** A new database, and what sets the workflow’s nodes to it. */
  async function newDatabase() {
    const database = await createDatabase();
    databases.push(database);
    const { connection } = database;
    const { id, name } = await restaurant.n8n.createCredential({
      ...postgresCredential(connection),
      name: `Postgres ${databases.length}`,
    });
    const storage = onPostgres(connection);
    const use = (node: JsonObject): JsonObject => {
      const set = storage.adjust(node);
      return { ...set, credentials: { ...object(set['credentials']), postgres: { id, name } } };
    };
    return { place: storage.place('ledger'), use };
  }

  it('takes the endpoint along when it is carried over', async () => {
    const before = ids();
    expect(await declined('B1')).toEqual([200, 200]);
    expect(await evening.alerted('B1')).toEqual(['B1']);

    const { place, use } = await newDatabase();
    const file = restaurant.storage.place('ledger');
    if (place.kind !== 'postgres' || file.kind !== 'sqlite') throw new Error('Not so');
    await carryOver(file.file, place, new Date().toISOString());
    // The old ledger serves nobody any more, and the new one not yet.
    expect(await declined('B2')).toEqual([503, 503]);

    await evening.change(use);
    await evening.publish();
    expect(await evening.alerted('B2')).toEqual(['B1', 'B2']);
    expect(ids()).toEqual(before);
    expect(await declined('B3')).toEqual([200, 200]);
    expect((await restaurant.internet.stripe.retry()).map(({ status }) => status)).toEqual([
      200, 200,
    ]);
    expect(await evening.alerted('B3')).toEqual(['B1', 'B2', 'B3']);
  });

  it('has a new endpoint, and no second one, when it begins anew', async () => {
    const before = ids();
    const { reads, told } = await owner(restaurant.n8n);
    const { use } = await newDatabase();
    await evening.change(use);
    await evening.publish();
    await reads(/event=endpoint_replaced /);
    await until('the old endpoint to go', async () => ids().length === 1);
    expect(ids()).not.toEqual(before);
    expect(await declined('B4')).toEqual([200, 200]);
    expect(await evening.alerted('B4')).toEqual(['B1', 'B2', 'B3', 'B4']);
    const ofItself = (await told('Evening')).filter((line) => line !== SAYS.released);
    expect(ofItself).toEqual([SAYS.unknown]);
  });
});
