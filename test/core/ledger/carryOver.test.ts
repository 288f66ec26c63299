import { copyFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { carryOver } from '../../../nodes/core/ledger/carryOver';
import type { Ledger } from '../../../nodes/core/ledger/ledger';
import type { PaymentEvent } from '../../../nodes/core/event/paymentEvent';
import { declined } from '../../fixtures/events';
import { testPostgres, type TestPostgres } from '../../postgres';
import { layCable } from '../../sandbox/cable';
import { postgresPlace, sqlitePlace } from './places';

/** The restaurant has grown: its ledger leaves the file beside n8n for a Postgres. */

const EVENING = { workflowId: 'evening', triggerId: 'stripe' };
const NOW = '2026-03-06T19:30:02.000Z';
const RULE = { by: 'card', window: 3600, levels: [{ name: 'shift manager', at: 2 }] };

const table = (n: number): PaymentEvent =>
  declined({
    id: `stripe:acct_bbq:evt_${n}`,
    attempt: { key: `stripe:acct_bbq:ch_${n}` },
    references: [{ type: 'payment', value: `pi_${n}` }],
    customer: { id: `cus_${n}`, name: 'Zoë “Löwe” 김민아 \\ \n 🍖' },
  });

let server: TestPostgres;
let client: Client;
let file: ReturnType<typeof sqlitePlace>;
let base: ReturnType<typeof postgresPlace>;
const open: Ledger[] = [];

beforeAll(async () => {
  server = await testPostgres();
  client = new Client({ connectionString: server.url });
  await client.connect();
}, 60_000);
afterAll(async () => {
  await client.end();
  await server.stop();
});
beforeEach(() => {
  file = sqlitePlace();
  base = postgresPlace(server.url, client);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((ledger) => ledger.close()));
  await file.remove();
  await base.remove();
});

const opened = async (place: { readonly open: () => Promise<Ledger> }): Promise<Ledger> => {
  const ledger = await place.open();
  open.push(ledger);
  return ledger;
};
const place = (port?: number) => {
  const { hostname, username, password, pathname, port: own } = new URL(server.url);
  return {
    kind: 'postgres' as const,
    schema: base.schema,
    connection: {
      host: hostname,
      port: port ?? Number(own),
      user: username,
      password,
      database: pathname.slice(1),
    },
  };
};
const carry = () => carryOver(file.file, place(), NOW);

const receive = async (ledger: Ledger, event: PaymentEvent) => {
  const raw = { type: 'charge.failed', payload: { id: event.id } };
  const [receipt] = await ledger.receive([{ event, raw, emit: true }], EVENING, NOW);
  if (!receipt) throw new Error('No receipt');
  return receipt;
};

/** An evening: one event done, one in flight, one with a long history; refusals, an endpoint, a follow-up. */
async function evening() {
  const ledger = await opened(file);
  const dispatches = [];
  for (const n of [1, 2, 3]) {
    const event = table(n);
    const { dispatch } = await receive(ledger, event);
    if (!dispatch) throw new Error('Nothing was handed over');
    await ledger.claim([dispatch], NOW);
    await ledger.record([{ event, dispatch }], NOW);
    await ledger.count([{ event, dispatch, key: 'fp', guestReachable: true }], RULE, NOW);
    dispatches.push(dispatch);
  }
  const [done, inFlight, long] = dispatches;
  if (!done || !inFlight || !long) throw new Error('Three tables');
  const outcome = { channel: 'Tell Staff', audience: 'staff', subject: 'notice' } as const;
  await ledger.confirm([{ ...outcome, dispatch: done, status: 'sent', detail: 'ok' }], NOW);
  await ledger.finish([done], NOW);
  for (let n = 0; n < 70; n += 1) {
    await ledger.confirm([{ ...outcome, dispatch: long, status: 'failed' }], NOW);
  }
  await ledger.reject('stripe:4', 'stale_clock', NOW);
  await ledger.unfinished('evening', NOW);
  await ledger.saveRegistration({
    ...EVENING,
    url: 'https://bbq.example/webhook/1',
    gateway: 'stripe',
    account: 'acct_bbq',
    endpointId: 'we_1',
    sealedSecret: 'sealed',
    status: 'active',
    updatedAt: NOW,
  });
  await ledger.moveCursor(EVENING, { since: NOW, until: NOW });
  return { ledger, inFlight };
}

const TABLES = "select name from sqlite_master where type = 'table' and name != 'meta'";
/** Every row of every table, as text. */
async function rows(at: Pick<typeof file, 'run'>) {
  const all: Record<string, readonly string[]> = {};
  for (const { name } of await file.run(TABLES)) {
    const found = await at.run(`select * from {}${String(name)}`);
    all[String(name)] = found
      .map((row) => JSON.stringify(Object.entries(row).toSorted()))
      .toSorted();
  }
  return all;
}
const key = async (at: Pick<typeof file, 'run'>, name: string) =>
  (await at.run(`select value from {}meta where key = '${name}'`))[0]?.['value'];

describe('carrying the ledger over', () => {
  test('every row arrives as it was, and so do the fingerprint and what counts are keyed by', async () => {
    await evening();
    const before = await rows(file);
    expect(Object.values(before).filter((all) => all.length > 0).length).toBeGreaterThan(10);
    const { copied, fingerprint } = await carry();
    expect(await rows(base)).toEqual(before);
    expect(await key(base, 'fingerprint')).toBe(fingerprint);
    expect(await key(base, 'fingerprint')).toBe(await key(file, 'fingerprint'));
    expect(await key(base, 'secret')).toBe(await key(file, 'secret'));
    expect(copied?.rows).toMatchObject({ events: 3, cases: 3, registrations: 1, cursors: 1 });
    expect(copied?.auditHeads).toMatch(/^[0-9a-f]{64}$/);
  });

  test('what was in flight goes on where it was, redeliveries are recognised, and the audit trail holds', async () => {
    const { inFlight } = await evening();
    await carry();
    const ledger = await opened(base);
    expect(await ledger.claim([inFlight], NOW)).toEqual([true]);
    expect((await receive(ledger, table(1))).isNew).toBe(false);
    for (const { id } of await base.run('select id from {}cases')) {
      expect(await ledger.verifyAudit(String(id))).toEqual({ ok: true });
    }
    const event = table(4);
    const { dispatch } = await receive(ledger, event);
    if (!dispatch) throw new Error('Nothing was handed over');
    await ledger.record([{ event, dispatch }], NOW);
    const counted = [{ event, dispatch, key: 'fp', guestReachable: true }];
    // The three of before count on, under the same secret.
    expect((await ledger.count(counted, RULE, NOW))[0]?.ordinal).toBe(4);
  });

  test('whoever still uses the file hears where the ledger went, and stores nothing there', async () => {
    const { ledger } = await evening();
    await carry();
    const hears = { code: 'moved', message: expect.stringContaining('127.0.0.1') };
    await expect(receive(ledger, table(9))).rejects.toMatchObject(hears);
    await expect(ledger.registration('https://bbq.example/webhook/1')).rejects.toMatchObject(hears);
    const again = await opened(file);
    await expect(receive(again, table(9))).rejects.toMatchObject({
      message: expect.stringMatching(/on 2026-03-06.*Set Storage to Postgres.*every node/),
    });
  });

  test('whatever was answered meanwhile is in Postgres; what is not there was refused', async () => {
    const { ledger } = await evening();
    const answers = Array.from({ length: 400 }, (_, n) =>
      // One after the other, as a busy evening's deliveries come.
      new Promise((resolve) => setImmediate(resolve)).then(async () => {
        for (let turn = 0; turn < n; turn += 1) await new Promise((next) => setImmediate(next));
        return await receive(ledger, table(100 + n));
      }),
    );
    const [results] = await Promise.all([Promise.allSettled(answers), carry()]);
    const stored = await (await opened(base)).stored(results.map((_, n) => table(100 + n).id));
    const taken = results.map(({ status }) => status === 'fulfilled');
    expect(stored.map((one) => one !== undefined)).toEqual(taken);
    expect(new Set(taken)).toEqual(new Set([true, false]));
  });
});

describe('a process that had the empty Postgres open before', () => {
  test('is at home in this ledger from then on, and counts on where it was', async () => {
    const { ledger } = await evening();
    const early = await opened(base);
    const before = await early.fingerprint();
    await carry();
    expect(await early.fingerprint()).toBe(await ledger.fingerprint());
    expect(await early.fingerprint()).not.toBe(before);
    const other = await opened(base);
    const event = table(4);
    const { dispatch } = await receive(early, event);
    if (!dispatch) throw new Error('Nothing was handed over');
    expect(await other.claim([dispatch], NOW)).toEqual([true]);
    await early.record([{ event, dispatch }], NOW);
    const counted = [{ event, dispatch, key: 'fp', guestReachable: true }];
    expect((await early.count(counted, RULE, NOW))[0]?.ordinal).toBe(4);
  });

  test('and is brought a delivery while the ledger is on its way stores it there', async () => {
    const { ledger } = await evening();
    const early = await opened(base);
    // Somebody looks into the empty ledger, so that its filling takes a while.
    const auditor = new Client({ connectionString: server.url });
    await auditor.connect();
    await auditor.query(`begin; lock table ${base.schema}.watchers in share mode`);
    const carrying = carry();
    await waitingForTable(1);
    const receiving = receive(early, table(4));
    await waitingForTable(2);
    await auditor.end();
    await carrying;
    expect((await receiving).dispatch?.ledger).toBe(await ledger.fingerprint());
  });

  /** Until so many wait for what others have locked. */
  async function waitingForTable(many: number): Promise<void> {
    const text = `select 1 from pg_locks join pg_class on pg_class.oid = relation
      join pg_namespace on pg_namespace.oid = relnamespace where nspname = $1 and not granted`;
    while ((await client.query(text, [base.schema])).rows.length < many);
  }
});

describe('when it is run again', () => {
  test('it says that all is done, and leaves what Postgres has taken in since', async () => {
    await evening();
    await carry();
    const ledger = await opened(base);
    await receive(ledger, table(9));
    expect(await carry()).not.toHaveProperty('copied');
    expect((await receive(ledger, table(9))).isNew).toBe(false);
  });

  test('after n8n was killed before the end, it starts over', async () => {
    const { ledger } = await evening();
    await cutShort();
    await expect(receive(ledger, table(9))).rejects.toMatchObject({
      message: expect.stringContaining('run Carry Over of the node Payment Ledger again'),
    });
    expect((await carry()).copied?.rows['events']).toBe(3);
  });

  test('after n8n was killed when Postgres had it all, it only takes note', async () => {
    await evening();
    await carry();
    await cutShort();
    await receive(await opened(base), table(9));
    expect(await carry()).not.toHaveProperty('copied');
    expect(await key(file, 'moved')).toContain('done');
    expect(await base.run(`select id from {}events where id = '${table(9).id}'`)).toHaveLength(1);
  });

  /** As a kill leaves it: the note of the beginning, and none of the end. */
  const cutShort = () =>
    file.run(
      `insert or replace into meta (key, value) values ('moved', '{"to":"db.bbq.example/bbq","at":"${NOW}","state":"under_way"}')`,
    );

  test('while it runs, a second one is refused', async () => {
    await evening();
    const [one, two] = await Promise.allSettled([carry(), carry()]);
    expect(one.status).toBe('fulfilled');
    expect(two).toMatchObject({ reason: { message: expect.stringContaining('already') } });
  });
});

describe('it refuses', () => {
  test('a Postgres that holds another ledger, and the file serves on', async () => {
    const { ledger } = await evening();
    await receive(await opened(base), table(50));
    await expect(carry()).rejects.toMatchObject({
      code: 'foreign',
      message: expect.stringContaining('holds another ledger already'),
    });
    expect((await receive(ledger, table(9))).isNew).toBe(true);
    expect(await base.run('select id from {}events')).toHaveLength(1);
  });

  test('an older copy of what was carried over before', async () => {
    await evening();
    const older = sqlitePlace();
    await (await older.open()).close();
    new DatabaseSync(file.file).exec('pragma wal_checkpoint(truncate)');
    copyFileSync(file.file, older.file);
    await carry();
    await expect(carryOver(older.file, place(), NOW)).rejects.toMatchObject({
      code: 'foreign',
      message: expect.stringContaining('in a later state'),
    });
    await older.remove();
  });

  test('a file that is not there, without making one', async () => {
    await expect(carry()).rejects.toMatchObject({
      message: expect.stringContaining('no embedded ledger'),
    });
    await expect(file.run('select 1')).rejects.toThrow();
  });
});

describe('when Postgres fails', () => {
  /** Runs when the first audit entry arrives, or when the copy is committed. */
  const atTarget = async (when: 'insert' | 'commit', body: string): Promise<void> => {
    await (await base.open()).close();
    const { schema } = base;
    await client.query(
      `create function ${schema}.fault() returns trigger language plpgsql as $$ begin ${body} return new; end $$`,
    );
    await client.query(
      when === 'insert'
        ? `create trigger fault before insert on ${schema}.audit for each row execute function ${schema}.fault()`
        : `create constraint trigger fault after insert on ${schema}.audit deferrable initially deferred for each row execute function ${schema}.fault()`,
    );
  };

  test.each([
    ['runs out of space half-way', 'insert', "raise exception 'disk full';", 'disk full'],
    [
      'is cut off half-way',
      'insert',
      'perform pg_terminate_backend(pg_backend_pid());',
      '127.0.0.1',
    ],
    [
      'is cut off at the commit',
      'commit',
      'perform pg_terminate_backend(pg_backend_pid());',
      '127.0.0.1',
    ],
  ] as const)(
    'and %s, nothing is kept there and the file serves on',
    async (_, when, body, why) => {
      const { ledger } = await evening();
      await atTarget(when, body);
      await expect(carry()).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringMatching(new RegExp(`${why}.*serves as before`)),
      });
      expect(await base.run('select id from {}events')).toEqual([]);
      expect((await receive(ledger, table(9))).isNew).toBe(true);
      await client.query(`drop function ${base.schema}.fault() cascade`);
      expect((await carry()).copied?.rows['events']).toBe(4);
    },
  );

  test('and nobody hears whether it committed, the file serves nobody until it is run again', async () => {
    const { ledger } = await evening();
    await atTarget('commit', 'perform pg_advisory_xact_lock(815);');
    await client.query('select pg_advisory_lock(815)');
    const cable = await layCable({ host: '127.0.0.1', port: place().connection.port });
    const carrying = carryOver(file.file, place(cable.port), NOW);
    const failing = expect(carrying).rejects.toMatchObject({
      message: expect.stringMatching(/went away.*answered 503/),
    });
    await waiting();
    cable.pull();
    await failing;
    await expect(receive(ledger, table(9))).rejects.toMatchObject({ code: 'moved' });
    await client.query('select pg_advisory_unlock(815)');
    cable.plug();
    expect(await carryOver(file.file, place(cable.port), NOW)).not.toHaveProperty('copied');
    expect(await base.run('select id from {}events')).toHaveLength(3);
    await cable.close();
  });

  /** Until the copy's commit waits for our lock. */
  async function waiting(): Promise<void> {
    for (;;) {
      const { rowCount } = await client.query(
        "select 1 from pg_locks where locktype = 'advisory' and objid = 815 and not granted",
      );
      if (rowCount === 1) return;
    }
  }
});
