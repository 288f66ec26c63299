import { setTimeout as pause } from 'node:timers/promises';
import { declines, eventsOf } from '../chaos/declines';
import { deliverAll } from '../chaos/deliveries';
import { onServer, type Installation } from '../chaos/installation';
import { randomFrom } from '../chaos/random';
import { judge } from '../chaos/verdict';
import { ownPostgres, type OwnPostgres } from '../postgres';
import { layCable, type Cable } from '../sandbox/cable';
import { createDatabase, type Database } from './database';
import { publishTemplate, quiet } from './template';

/** Postgres is gone for a while in the middle of a busy evening. */

const DECLINES = 40;
const TIMES = 3;
const A_MINUTE = 60_000;
/** Longer than a delivery waits for its answer. */
const SILENCE = 15_000;
const LEFT = `state in ('stored', 'claimed')`;

/** What there is between n8n and its ledger. */
interface Line {
  readonly server: OwnPostgres;
  readonly cable: Cable;
}

describe.each<[string, (line: Line, begun: () => Promise<void>) => Promise<void>]>([
  [
    'is stopped for a minute',
    async ({ server, cable }, begun) => {
      cable.pull();
      await begun();
      await server.halt();
      cable.plug();
      await pause(A_MINUTE);
      await server.resume();
    },
  ],
  [
    'falls silent',
    async ({ cable }, begun) => {
      cable.freeze();
      await begun();
      await pause(SILENCE);
      cable.plug();
    },
  ],
])('a busy evening on which Postgres %s', (_, outage) => {
  let server: OwnPostgres;
  let database: Database;
  let cable: Cable;
  let installation: Installation;

  beforeAll(async () => {
    server = await ownPostgres();
    database = await createDatabase(new URL(server.url));
    cable = await layCable(database.connection);
    installation = await onServer(database, cable.port);
    await publishTemplate(installation.restaurant);
  });
  afterAll(async () => {
    await installation?.close();
    await cable?.close();
    await server?.stop();
  });

  const left = async (): Promise<readonly string[]> =>
    (await installation.read(`select event_id from {}dispatches where ${LEFT}`)).map((row) =>
      String(row['event_id']),
    );

  it('loses no decline, counts none twice, and tells no guest twice', async () => {
    const { restaurant } = installation;
    const { stripe } = restaurant.internet;
    const random = randomFrom(1);
    const all = await declines(stripe, DECLINES, random);
    const events = eventsOf(all, random);
    const deliveries = deliverAll({
      stripe,
      events,
      times: TIMES,
      connections: 6,
      rate: 15,
      random,
      onNew: () => undefined,
    });
    while (deliveries.taken() < events.length) await pause(20);
    let inFlight = new Set<string>();
    await outage({ server, cable }, async () => {
      inFlight = new Set(await left());
    });
    expect(deliveries.refused()).toBeGreaterThan(0);
    await deliveries.done;
    await quiet(restaurant);

    // What was interrupted is left alone for as long as its execution might still be at work: five minutes.
    const past = new Date(Date.now() - 1000).toISOString();
    await database.query(
      `update payment_failure.dispatches set due_at = $1, lease_until = $1 where ${LEFT}`,
      [past],
    );
    for (const end = Date.now() + 90_000; (await left()).length > 0 && Date.now() < end;)
      await pause(500);
    await quiet(restaurant);
    const verdict = await judge(installation, all, [
      { part: 'Postgres', after: 'received', inFlight },
    ]);
    expect(verdict.broken).toEqual([]);
    expect(verdict.dead).toBe(0);
  }, 400_000);
});
