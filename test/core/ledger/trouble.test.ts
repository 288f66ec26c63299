import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import type { Ledger } from '../../../nodes/core/ledger/ledger';
import { openLedger, type LedgerPlace } from '../../../nodes/core/ledger/openLedger';
import { toVersion1 } from '../../contract/olderLedger';
import { declined } from '../../fixtures/events';
import { testPostgres, type TestPostgres } from '../../postgres';

/** What happens to a ledger on a bad evening: the disk is full, another program holds it, a start is cut short. */

const SUBSCRIBER = { workflowId: 'evening', triggerId: 'stripe' };
const NOW = '2026-03-06T19:30:02.000Z';
const delivery = (n: number, padding = '') => [
  {
    event: declined({
      id: `stripe:acct_bbq:evt_${n}`,
      attempt: { key: `stripe:acct_bbq:ch_${n}` },
      references: [{ type: 'payment', value: `pi_${n}` }],
    }),
    raw: { type: 'charge.failed', payload: { padding } },
    emit: true,
  },
];

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  file = join(folder, 'payment-failure', 'ledger.sqlite');
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

describe('a disk that is full', () => {
  /** SQLite answers as it does to a full disk, and the limit is the connection's, so it is set on the ledger's own. */
  async function openLimited(): Promise<{ ledger: Ledger; room: (pages: number) => void }> {
    const prepared = jest.spyOn(DatabaseSync.prototype, 'prepare');
    const ledger = await openLedger({ kind: 'sqlite', file });
    return {
      ledger,
      room: (pages) => {
        const connections: readonly unknown[] = prepared.mock.contexts;
        for (const one of new Set(connections))
          if (one instanceof DatabaseSync) one.exec(`pragma max_page_count = ${pages}`);
      },
    };
  }

  it('refuses the delivery whole, says why, and takes it when there is room again', async () => {
    const { ledger, room } = await openLimited();
    await ledger.receive(delivery(0), SUBSCRIBER, NOW);
    room(1);
    const both = [...delivery(1), ...delivery(2, 'x'.repeat(400_000))];
    await expect(ledger.receive(both, SUBSCRIBER, NOW)).rejects.toMatchObject({
      name: 'LedgerError',
      code: 'unavailable',
      message: expect.stringMatching(/ledger\.sqlite.*full.*Check the disk/),
    });
    expect(await ledger.stored(['stripe:acct_bbq:evt_1', 'stripe:acct_bbq:evt_2'])).toEqual([
      undefined,
      undefined,
    ]);
    room(100_000);
    const receipts = await ledger.receive(both, SUBSCRIBER, NOW);
    expect(receipts.map(({ isNew }) => isNew)).toEqual([true, true]);
    await ledger.close();
  });

  it('leaves what was stored before as it was', async () => {
    const { ledger, room } = await openLimited();
    const [first] = delivery(0);
    if (!first) throw new Error('No delivery');
    const [receipt] = await ledger.receive([first], SUBSCRIBER, NOW);
    if (!receipt?.dispatch) throw new Error('Nothing was handed over');
    const [recorded] = await ledger.record(
      [{ event: first.event, dispatch: receipt.dispatch }],
      NOW,
    );
    room(1);
    await expect(
      ledger.receive(delivery(2, 'x'.repeat(400_000)), SUBSCRIBER, NOW),
    ).rejects.toMatchObject({ code: 'unavailable' });
    expect(await ledger.verifyAudit(recorded?.case.id ?? '')).toEqual({ ok: true });
    expect(await ledger.caseById(recorded?.case.id ?? '')).toMatchObject({ status: 'open' });
    await ledger.close();
  });
});

describe('a ledger file that another program holds', () => {
  let other: DatabaseSync;
  /** As a backup tool does, or an editor for databases. */
  const hold = (how = 'begin immediate') => {
    other = new DatabaseSync(file);
    other.exec(how);
  };
  const LOCKED = {
    name: 'LedgerError',
    code: 'unavailable',
    message: expect.stringMatching(/locked.*no other program holds the file/),
  };
  /** Resolves with how long the work took, and for how long at most nothing else went on meanwhile. */
  async function timed(work: Promise<unknown>): Promise<{ took: number; frozen: number }> {
    const start = Date.now();
    let last = start;
    let frozen = 0;
    const timer = setInterval(() => {
      frozen = Math.max(frozen, Date.now() - last);
      last = Date.now();
    }, 10);
    await work;
    clearInterval(timer);
    return { took: Date.now() - start, frozen: Math.max(frozen, Date.now() - last) };
  }
  afterEach(() => {
    if (other.isOpen) other.close();
  });

  it('is waited for by 20 deliveries side by side, while n8n goes on, and used again when it is free', async () => {
    const ledger = await openLedger({ kind: 'sqlite', file });
    hold();
    const all = Array.from({ length: 20 }, (_, n) => ledger.receive(delivery(n), SUBSCRIBER, NOW));
    const refused = all.map((one) => expect(one).rejects.toMatchObject(LOCKED));
    const { took, frozen } = await timed(Promise.all(refused));
    expect(took).toBeGreaterThan(4_000);
    expect(took).toBeLessThan(6_500);
    expect(frozen).toBeLessThan(1_000);
    other.exec('rollback');
    expect((await ledger.receive(delivery(1), SUBSCRIBER, NOW))[0]?.isNew).toBe(true);
    await ledger.close();
  }, 20_000);

  it('takes deliveries in the order in which they came once it is free', async () => {
    const ledger = await openLedger({ kind: 'sqlite', file });
    hold();
    const taken: number[] = [];
    const receive = async (n: number) => {
      await ledger.receive(delivery(n), SUBSCRIBER, NOW);
      taken.push(n);
    };
    const early = Array.from({ length: 20 }, (_, n) => receive(n));
    await new Promise((resolve) => setTimeout(resolve, 100));
    other.exec('rollback');
    await Promise.all([...early, receive(20)]);
    expect(taken).toEqual(Array.from({ length: 21 }, (_, n) => n));
    await ledger.close();
  });

  it('takes what can be stored though another delivery of those that waited cannot', async () => {
    const ledger = await openLedger({ kind: 'sqlite', file });
    hold();
    const broken = delivery(1).map((one) => ({
      ...one,
      event: { ...one.event, occurredAt: 'yesterday' },
    }));
    const answers = Promise.allSettled([
      ledger.receive(broken, SUBSCRIBER, NOW),
      ledger.receive(delivery(2), SUBSCRIBER, NOW),
    ]);
    other.exec('rollback');
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    await ledger.close();
  });

  it('is waited for no longer by anybody once the ledger is closed', async () => {
    const ledger = await openLedger({ kind: 'sqlite', file });
    hold();
    const refused = expect(ledger.receive(delivery(1), SUBSCRIBER, NOW)).rejects.toThrow(
      'was closed',
    );
    await ledger.close();
    const { took } = await timed(refused);
    expect(took).toBeLessThan(1_000);
  });

  it('is waited for at the start of n8n, too', async () => {
    await (await openLedger({ kind: 'sqlite', file })).close();
    hold('pragma locking_mode = exclusive; begin exclusive');
    const opening = openLedger({ kind: 'sqlite', file });
    setTimeout(() => other.close(), 500);
    const { frozen } = await timed(opening);
    expect(frozen).toBeLessThan(400);
    const ledger = await opening;
    expect((await ledger.receive(delivery(1), SUBSCRIBER, NOW))[0]?.isNew).toBe(true);
    await ledger.close();
  });

  it('is not held by us where the ledger in it turned out to be of no use', async () => {
    await (await openLedger({ kind: 'sqlite', file })).close();
    other = new DatabaseSync(file);
    other.exec(`delete from meta where key = 'secret'`);
    other.close();
    await expect(openLedger({ kind: 'sqlite', file })).rejects.toThrow('has lost its secret');
    hold('pragma locking_mode = exclusive; begin exclusive');
  });

  it('refuses to be opened, and can be opened when it is free', async () => {
    await (await openLedger({ kind: 'sqlite', file })).close();
    hold('pragma locking_mode = exclusive; begin exclusive');
    const { took } = await timed(
      expect(openLedger({ kind: 'sqlite', file })).rejects.toMatchObject(LOCKED),
    );
    expect(took).toBeLessThan(6_500);
    other.close();
    await (await openLedger({ kind: 'sqlite', file })).close();
  }, 20_000);
});

describe('a ledger file that is taken away while n8n runs', () => {
  const gone = {
    code: 'lost',
    message: expect.stringMatching(/ledger\.sqlite was deleted or replaced/),
  };

  it.each([
    ['with its folder', () => rmSync(join(folder, 'payment-failure'), { recursive: true })],
    ['alone', () => rmSync(file)],
    [
      'for another one',
      () => {
        renameSync(file, `${file}.old`);
        new DatabaseSync(file).close();
      },
    ],
  ])('%s: refuses what comes next, and goes on with what is there then', async (_, take) => {
    const ledger = await openLedger({ kind: 'sqlite', file });
    const beside = await openLedger({ kind: 'sqlite', file });
    const before = await ledger.fingerprint();
    await ledger.receive(delivery(1), SUBSCRIBER, NOW);
    take();
    await expect(ledger.receive(delivery(2), SUBSCRIBER, NOW)).rejects.toMatchObject(gone);
    await expect(beside.receive(delivery(2), SUBSCRIBER, NOW)).rejects.toThrow('was closed');
    const next = await openLedger({ kind: 'sqlite', file });
    expect(await next.fingerprint()).not.toBe(before);
    const [receipt] = await next.receive(delivery(2), SUBSCRIBER, NOW);
    expect(receipt?.isNew).toBe(true);
    for (const one of [ledger, beside]) await one.close();
    const again = await openLedger({ kind: 'sqlite', file });
    expect((await again.receive(delivery(2), SUBSCRIBER, NOW))[0]?.isNew).toBe(false);
    for (const one of [next, again]) await one.close();
  });
});

describe('a ledger in the making', () => {
  let server: TestPostgres;
  let client: Client;
  beforeAll(async () => {
    server = await testPostgres();
    client = new Client({ connectionString: server.url });
    await client.connect();
  }, 60_000);
  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  async function leftByFirstVersion(place: LedgerPlace, store: string): Promise<void> {
    await (await openLedger(place)).close();
    const run = async (statement: string) => {
      if (place.kind === 'postgres')
        return (
          await client.query<Record<string, unknown>>(
            statement.replaceAll('{}', `${place.schema}.`),
          )
        ).rows;
      const database = new DatabaseSync(place.file);
      try {
        return database.prepare(statement.replaceAll('{}', '')).all();
      } finally {
        database.close();
      }
    };
    await toVersion1({ run }, store);
  }

  /** Resolves with the signal that ended it. */
  async function killedAt(place: LedgerPlace, statement: number): Promise<unknown> {
    const script = join(__dirname, 'killedAtOpening.ts');
    const tsx = require.resolve('tsx');
    const where =
      place.kind === 'sqlite'
        ? [place.file]
        : [String(place.connection.connectionString), place.schema];
    const child = spawn(process.execPath, ['--import', tsx, script, String(statement), ...where], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return await new Promise((resolve) => {
      child.once('exit', (_, signal) => {
        resolve(signal);
      });
    });
  }

  const places: Record<string, () => LedgerPlace> = {
    SQLite: () => ({ kind: 'sqlite', file }),
    Postgres: () => ({
      kind: 'postgres',
      schema: `test_${randomUUID().replaceAll('-', '')}`,
      connection: { connectionString: server.url },
    }),
  };

  const first = Object.keys(places).flatMap((store) =>
    [1, 7, 20].map((statement) => ({ start: 'a first start', store, statement })),
  );
  const updates = [
    ...[1, 2, 3, 5].map((statement) => ({ start: 'an update', store: 'SQLite', statement })),
    ...[1, 3].map((statement) => ({ start: 'an update', store: 'Postgres', statement })),
  ];
  it.each([...first, ...updates])(
    '$start that is cut short by a kill at statement $statement is made good by the next ($store)',
    async ({ start, store, statement }) => {
      const place = places[store]?.();
      if (!place) throw new Error('No such store');
      if (start === 'an update') await leftByFirstVersion(place, store);
      expect(await killedAt(place, statement)).toBe('SIGKILL');
      const ledger = await openLedger(place);
      const [receipt] = await ledger.receive(delivery(1), SUBSCRIBER, NOW);
      expect(receipt?.isNew).toBe(true);
      expect((await ledger.unfinished('evening', '2026-03-07T19:30:02.000Z')).again).toHaveLength(
        1,
      );
      await ledger.close();
      if (place.kind === 'postgres') await client.query(`drop schema ${place.schema} cascade`);
    },
    30_000,
  );
});
