import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import type { PaymentEvent } from '../../nodes/core/event/paymentEvent';
import type { Ledger } from '../../nodes/core/ledger/ledger';
import type * as Over from '../../nodes/core/ledger/ledgerOver';
import type * as Postgres from '../../nodes/core/ledger/postgres';
import type * as Sqlite from '../../nodes/core/ledger/sqlite';
import { declined } from '../fixtures/events';
import { testPostgres } from '../postgres';
import { shipped } from './shipped';
import { FILLED, fillStatements } from './ledgerFill';
import { median, type Row } from './row';

const PAIRS = 400;
/** Long enough for the engine to have compiled what it will, and for SQLite to write its log in place. */
const WARM_UP = 400;
const NOW = '2026-03-06T19:30:02.000Z';
const SUBSCRIBER = { workflowId: 'evening', triggerId: 'stripe' };
const RULE = { by: 'card', window: 3600, levels: [{ name: 'shift manager', at: 3 }] };

interface Bench {
  readonly name: string;
  readonly empty: Ledger;
  readonly full: Ledger;
  /** The floor: one row of 2 kB, inserted and committed. */
  readonly insert: (id: string, text: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** One `receive` and one `count` against one bare committed insert, in an empty ledger and in one of `stored` events. */
export async function ledgerRows(stored: number, store?: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const benches = Object.entries({ sqlite: sqliteBench, postgres: postgresBench });
  for (const [name, open] of benches) {
    if (store !== undefined && store !== name) continue;
    const bench = await open(stored);
    try {
      rows.push(...(await measure(bench, stored.toLocaleString('en'))));
    } finally {
      await bench.close();
    }
  }
  return rows;
}

/** In turns, so that whatever else the disk is doing troubles all three alike. */
async function measure({ name, empty, full, insert }: Bench, stored: string): Promise<Row[]> {
  const floor: number[] = [];
  const little: Times[] = [];
  const much: Times[] = [];
  for (let n = 0; n < PAIRS + WARM_UP; n += 1) {
    const times = [
      (await timed(() => insert(randomUUID(), 'x'.repeat(2000))))[1],
      await receiveAndCount(empty),
      await receiveAndCount(full),
    ] as const;
    if (n < WARM_UP) continue;
    floor.push(times[0]);
    little.push(times[1]);
    much.push(times[2]);
  }
  const row = (title: string, bar: number, ours: readonly number[], other: readonly number[]) => ({
    name: `${name}: ${title}`,
    ratio: median(ours) / median(other),
    bar,
    detail: `medians of ${PAIRS} pairs: ${median(ours).toFixed(2)} ms against ${median(other).toFixed(2)} ms`,
  });
  const [both, bothAmongMany] = [little.map(sum), much.map(sum)];
  return [
    row('receive / bare insert', 3, pluck(little, 'receive'), floor),
    row('count / bare insert', 3, pluck(little, 'count'), floor),
    // Two commits, so that two bare inserts are its floor.
    row('receive + count / bare insert', 3, both, floor),
    row(`receive + count among ${stored} events / among none`, 1.3, bothAmongMany, both),
  ];
}

/** Milliseconds. */
interface Times {
  readonly receive: number;
  readonly count: number;
}
const sum = ({ receive, count }: Times): number => receive + count;
const pluck = (times: readonly Times[], what: keyof Times): readonly number[] =>
  times.map((one) => one[what]);

async function receiveAndCount(ledger: Ledger): Promise<Times> {
  const item = newEvent();
  const { event } = item;
  const [[receipt], receive] = await timed(() => ledger.receive([item], SUBSCRIBER, NOW));
  if (!receipt?.dispatch) throw new Error('Nothing was handed over');
  const counted = { event, dispatch: receipt.dispatch, key: event.id, guestReachable: true };
  const [, count] = await timed(() => ledger.count([counted], RULE, NOW));
  return { receive, count };
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [answer: T, ms: number]> {
  const start = performance.now();
  const answer = await work();
  return [answer, performance.now() - start];
}

/** A declined card whose gateway event has 2 kB. */
function newEvent() {
  const id = randomUUID().replaceAll('-', '');
  const event: PaymentEvent = declined({
    id: `stripe:acct_bbq:evt_${id}`,
    attempt: { key: `stripe:acct_bbq:ch_${id}` },
    references: [
      { type: 'payment', value: `pi_${id}` },
      { type: 'charge', value: `ch_${id}` },
    ],
    customer: { id: `cus_${id}`, phone: '+821012345678' },
  });
  const payload = { id: `evt_${id}`, object: 'event', data: { padding: '' } };
  const missing = 2000 - JSON.stringify(payload).length;
  payload.data.padding = id.repeat(70).slice(0, missing);
  return { event, raw: { type: 'charge.failed', payload }, emit: true };
}

const ledgerOn: (typeof Over)['ledgerOver'] = (...store) =>
  (shipped('core/ledger/ledgerOver') as typeof Over).ledgerOver(...store);

async function sqliteBench(stored: number): Promise<Bench> {
  const { openSqlite } = shipped('core/ledger/sqlite') as typeof Sqlite;
  const folder = mkdtempSync(join(tmpdir(), 'ledger-bench-'));
  const open = async (name: string): Promise<Ledger> =>
    ledgerOn(await openSqlite(join(folder, name)));
  await (await open('full.sqlite')).close();
  const database = new DatabaseSync(join(folder, 'full.sqlite'));
  database.exec('pragma synchronous = off; pragma cache_size = -500000;');
  for (const statement of fillStatements('sqlite', '', stored)) database.exec(statement);
  database.close();

  const [empty, full] = [await open('empty.sqlite'), await open('full.sqlite')];
  const bare = new DatabaseSync(join(folder, 'bare.sqlite'));
  bare.exec('pragma journal_mode = wal; pragma synchronous = full;');
  bare.exec('create table bare (id text primary key, text text not null)');
  const insert = bare.prepare('insert into bare values (?, ?)');
  return {
    name: 'SQLite',
    empty,
    full,
    insert: async (id, text) => {
      insert.run(id, text);
    },
    close: async () => {
      await Promise.all([empty.close(), full.close()]);
      bare.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Fills tables before they are indexed and logged: ten million events in minutes, not hours. */
async function withoutIndexes(client: Client, schema: string, fill: () => Promise<void>) {
  const { rows } = await client.query<{ drop: string; make: string }>(INDEXES, [schema]);
  const all = async (statements: readonly string[]): Promise<void> => {
    for (const statement of statements) await client.query(statement);
  };
  const logged = (word: string) =>
    FILLED.map((table) => `alter table ${schema}.${table} set ${word}`);
  await all([...rows.map(({ drop }) => drop), ...logged('unlogged')]);
  await fill();
  await client.query(`set maintenance_work_mem = '1GB'`);
  await all([...logged('logged'), ...rows.map(({ make }) => make)]);
}

const INDEXES = `
  select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
    format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
  from pg_constraint where connamespace = $1::text::regnamespace and contype in ('p', 'u')
  union all
  select format('drop index %I.%I', schemaname, indexname), indexdef
  from pg_indexes where schemaname = $1::text
    and indexname not in (select conname from pg_constraint where connamespace = $1::text::regnamespace)`;

async function postgresBench(stored: number): Promise<Bench> {
  const { openPostgres } = shipped('core/ledger/postgres') as typeof Postgres;
  const server = await testPostgres({ durable: true });
  const connection = { connectionString: server.url };
  const client = new Client(connection);
  await client.connect();
  const drop = () =>
    client.query('drop schema if exists bench_empty, bench_full, bench_bare cascade');
  await drop();
  const open = async (schema: string): Promise<Ledger> =>
    ledgerOn(await openPostgres({ connection, schema }));
  const [empty, full] = [await open('bench_empty'), await open('bench_full')];
  await withoutIndexes(client, 'bench_full', async () => {
    for (const statement of fillStatements('postgres', 'bench_full.', stored)) {
      await client.query(statement);
    }
  });
  // Else the server tidies up while we measure.
  for (const table of FILLED) await client.query(`vacuum analyze bench_full.${table}`);
  await client.query('checkpoint');
  await client.query('create schema bench_bare');
  await client.query('create table bench_bare.bare (id text primary key, text text not null)');
  const text = 'insert into bench_bare.bare values ($1, $2)';
  return {
    name: 'Postgres',
    empty,
    full,
    insert: async (id, value) => {
      await client.query({ name: 'bare', text, values: [id, value] });
    },
    close: async () => {
      await Promise.all([empty.close(), full.close()]);
      await drop();
      await client.end();
      await server.stop();
    },
  };
}
