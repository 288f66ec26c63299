import { setTimeout as pause } from 'node:timers/promises';
import { declines, eventsOf } from '../chaos/declines';
import { deliverAll } from '../chaos/deliveries';
import { onServer, type Installation } from '../chaos/installation';
import { randomFrom } from '../chaos/random';
import { judge } from '../chaos/verdict';
import { layCable, type Cable } from '../sandbox/cable';
import { createDatabase, type Database } from './database';
import { publishTemplate } from './template';

/** Postgres is gone for a while in the middle of a busy evening. */

const DECLINES = 40;
const TIMES = 3;
const OUTAGE = 5_000;
const LEFT = `state in ('stored', 'claimed')`;

describe('a busy evening on which Postgres stops and starts again', () => {
  let database: Database;
  let cable: Cable;
  let installation: Installation;

  beforeAll(async () => {
    database = await createDatabase();
    cable = await layCable(database.connection);
    installation = await onServer(database, cable.port);
    await publishTemplate(installation.restaurant);
  });
  afterAll(async () => {
    await installation?.close();
    await cable?.close();
  });

  const left = async (): Promise<readonly string[]> =>
    (await installation.read(`select event_id from {}dispatches where ${LEFT}`)).map((row) =>
      String(row['event_id']),
    );

  it('loses no decline, counts none twice, and tells no guest twice', async () => {
    const { restaurant } = installation;
    const { stripe, traffic } = restaurant.internet;
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
    cable.pull();
    const inFlight = new Set(await left());
    await pause(OUTAGE);
    expect(deliveries.refused()).toBeGreaterThan(0);
    cable.plug();
    await deliveries.done;
    await traffic.quiet(5_000);

    // What was interrupted is left alone for as long as its execution might still be at work: five minutes.
    const past = new Date(Date.now() - 1000).toISOString();
    await database.query(
      `update payment_failure.dispatches set due_at = $1, lease_until = $1 where ${LEFT}`,
      [past],
    );
    for (const end = Date.now() + 60_000; (await left()).length > 0 && Date.now() < end;)
      await pause(500);
    await traffic.quiet();
    const verdict = await judge(installation, all, [
      { part: 'Postgres', after: 'received', inFlight },
    ]);
    expect(verdict.broken).toEqual([]);
    expect(verdict.dead).toBe(0);
  });
});
