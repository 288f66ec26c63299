import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import type { PaymentEvent } from '../../nodes/core/event/paymentEvent';
import type { Ledger } from '../../nodes/core/ledger/ledger';
import { ledgerOver } from '../../nodes/core/ledger/ledgerOver';
import { openPostgres } from '../../nodes/core/ledger/postgres';
import { openSqlite } from '../../nodes/core/ledger/sqlite';
import { declined } from '../fixtures/events';
import { testPostgres } from '../postgres';
import { fillStatements, type Fill } from './ledgerFill';
import type { Row } from './row';

const PAIRS = 400;
const WARM_UP = 60;
const NOW = '2026-03-06T19:30:02.000Z';
const SUBSCRIBER = { workflowId: 'evening', triggerId: 'stripe' };
const RULE = { by: 'card', window: 3600, levels: [{ name: 'shift manager', at: 3 }] };

interface Bench {
  readonly name: string;
  readonly ledger: Ledger;
  /** The floor: one row of 2 kB, inserted and committed. */
  readonly insert: (id: string, text: string) => Promise<void>;
  readonly fill: Fill;
  readonly close: () => Promise<void>;
}

/** One `receive` and one `count` against one bare committed insert beside it, empty and with `stored` events. */
export async function ledgerRows(stored = 1_000_000): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const open of [sqliteBench, postgresBench]) {
    const bench = await open();
    try {
      const empty = await measure(bench);
      rows.push(row(`${bench.name}: receive + count / bare insert`, empty.ratio, 3, empty));
      await bench.fill(stored);
      const full = await measure(bench);
      const count = stored.toLocaleString('en');
      rows.push(row(`${bench.name}: the same with ${count} events stored`, full.ratio, 3, full));
      rows.push(
        row(
          `${bench.name}: receive + count with ${count} events / empty`,
          full.ours / empty.ours,
          1.3,
          full,
        ),
      );
    } finally {
      await bench.close();
    }
  }
  return rows;
}

interface Measured {
  readonly ours: number;
  readonly floor: number;
  readonly ratio: number;
}

const row = (name: string, ratio: number, bar: number, { ours, floor }: Measured): Row => ({
  name,
  ratio,
  bar,
  detail: `medians of ${PAIRS} pairs: ${ours.toFixed(2)} ms against ${floor.toFixed(2)} ms`,
});

/** Pair by pair, so that whatever else the disk is doing troubles both alike. */
async function measure({ ledger, insert }: Bench): Promise<Measured> {
  const ours: number[] = [];
  const floor: number[] = [];
  for (let n = 0; n < PAIRS + WARM_UP; n += 1) {
    const item = newEvent();
    const text = item.event.links.receipt ?? '';
    const bare = await timed(() => insert(randomUUID(), text.padEnd(2000, 'x')));
    const full = await timed(async () => {
      const [receipt] = await ledger.receive([item], SUBSCRIBER, NOW);
      if (!receipt?.dispatch) throw new Error('Nothing was handed over');
      const { event } = item;
      await ledger.count([{ event, dispatch: receipt.dispatch, key: event.id }], RULE, NOW);
    });
    if (n < WARM_UP) continue;
    floor.push(bare);
    ours.push(full);
  }
  return { ours: median(ours), floor: median(floor), ratio: median(ours) / median(floor) };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

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

async function sqliteBench(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-bench-'));
  const file = join(folder, 'ledger.sqlite');
  const ledger = await ledgerOver(await openSqlite(file));
  const bare = new DatabaseSync(join(folder, 'bare.sqlite'));
  bare.exec('pragma journal_mode = wal; pragma synchronous = full;');
  bare.exec('create table bare (id text primary key, text text not null)');
  const insert = bare.prepare('insert into bare values (?, ?)');
  return {
    name: 'SQLite',
    ledger,
    insert: async (id, text) => {
      insert.run(id, text);
    },
    fill: async (count) => {
      const database = new DatabaseSync(file);
      database.exec('pragma synchronous = off; pragma cache_size = -500000;');
      for (const statement of fillStatements('sqlite', '', count)) database.exec(statement);
      database.exec('pragma wal_checkpoint(truncate)');
      database.close();
    },
    close: async () => {
      await ledger.close();
      bare.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function postgresBench(): Promise<Bench> {
  const server = await testPostgres({ durable: true });
  const schema = 'ledger_bench';
  const connection = { connectionString: server.url };
  const client = new Client(connection);
  await client.connect();
  await client.query(`drop schema if exists ${schema} cascade`);
  const ledger = await ledgerOver(await openPostgres({ connection, schema }));
  await client.query(`create table ${schema}.bare (id text primary key, text text not null)`);
  const text = `insert into ${schema}.bare values ($1, $2)`;
  return {
    name: 'Postgres',
    ledger,
    insert: async (id, value) => {
      await client.query({ name: 'bare', text, values: [id, value] });
    },
    fill: async (count) => {
      for (const statement of fillStatements('postgres', `${schema}.`, count)) {
        await client.query(statement);
      }
    },
    close: async () => {
      await ledger.close();
      await client.query(`drop schema ${schema} cascade`);
      await client.end();
      await server.stop();
    },
  };
}
