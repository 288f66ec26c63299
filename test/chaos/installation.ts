import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import type { LedgerPlace } from '../../nodes/core/ledger/openLedger';
import { createDatabase, type Database } from '../e2e/database';
import { openQueueRestaurant, openRestaurant, type Restaurant } from '../e2e/restaurant';
import { onPostgres, postgresCredential } from '../e2e/storage';

/** An n8n that can be killed, whole or in parts, with a way to look into its ledger. */
export interface Installation {
  readonly restaurant: Restaurant;
  /** What can be killed by itself; they take turns. */
  readonly parts: readonly Part[];
  /** Reads from the ledger behind its back; `{}` stands before table names. */
  readonly read: (query: string) => Promise<readonly Row[]>;
  readonly close: () => Promise<void>;
}

export interface Part {
  readonly name: string;
  readonly kill: () => Promise<void>;
  /** Resolves when it is at work again. */
  readonly start: () => Promise<void>;
}

/** How often a service manager would start what ends while it starts. */
const STARTS = 4;

/**
 * As whatever looks after n8n on a server would. n8n 2.41 may end in its own recovery, when it was killed between making
 * an execution and starting it; it leaves that recovery out at the next start.
 */
const supervised = ({ name, kill, start }: Part): Part => ({
  name,
  kill,
  start: async () => {
    for (let left = STARTS; ; left -= 1) {
      try {
        await start();
        return;
      } catch (error) {
        if (left <= 1) throw error;
      }
    }
  },
});

export type Row = Readonly<Record<string, unknown>>;
export type StoreName = 'sqlite' | 'postgres';
export type Mode = 'regular' | 'queue';

/** What an operator with volume sets (README), and no execution data, which nobody looks at here. */
const env = {
  N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
  EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none',
};

export async function openInstallation(mode: Mode, store: StoreName): Promise<Installation> {
  if (mode === 'queue') return await inQueueMode();
  return store === 'sqlite' ? await embedded() : await onServer(await createDatabase());
}

async function embedded(): Promise<Installation> {
  const restaurant = await openRestaurant({ env });
  return whole(restaurant, () => restaurant.close());
}

/** One process, with its ledger in this database, which it reaches at its own port or at another. */
export async function onServer(
  database: Database,
  port = database.connection.port,
): Promise<Installation> {
  const { connection } = database;
  const restaurant = await openRestaurant({ env });
  await restaurant.n8n.createCredential(postgresCredential({ ...connection, port }));
  return whole({ ...restaurant, storage: onPostgres(connection) }, async () => {
    await restaurant.close();
    await database.drop();
  });
}

function whole(restaurant: Restaurant, close: () => Promise<void>): Installation {
  const { n8n } = restaurant;
  const part = supervised({
    name: 'n8n',
    kill: () => n8n.kill(),
    start: () => n8n.restart(),
  });
  return { restaurant, parts: [part], read: readerOf(restaurant), close };
}

async function inQueueMode(): Promise<Installation> {
  const restaurant = await openQueueRestaurant({ env });
  const { main, webhook, workers } = restaurant.n8n;
  return {
    restaurant,
    parts: [main, webhook, ...workers].map(supervised),
    read: readerOf(restaurant),
    close: () => restaurant.close(),
  };
}

const readerOf = ({ storage }: Restaurant): Installation['read'] => {
  const place = storage.place('ledger');
  return (query) => (place.kind === 'sqlite' ? fromFile(place, query) : fromServer(place, query));
};

async function fromFile(
  { file }: Extract<LedgerPlace, { kind: 'sqlite' }>,
  query: string,
): Promise<readonly Row[]> {
  const database = new DatabaseSync(file, { timeout: 5000 });
  try {
    return database.prepare(query.replaceAll('{}', '')).all();
  } finally {
    database.close();
  }
}

async function fromServer(
  { connection, schema }: Extract<LedgerPlace, { kind: 'postgres' }>,
  query: string,
): Promise<readonly Row[]> {
  const client = new Client(connection);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query.replaceAll('{}', `${schema}.`))).rows;
  } finally {
    await client.end();
  }
}
