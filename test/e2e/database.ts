import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A database of a test's own, on the server of TEST_POSTGRES_URL unless another is named. */
export interface Database {
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
    readonly password: string;
  };
  query(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  drop(): Promise<void>;
}

export async function createDatabase(server = serverUrl()): Promise<Database> {
  const database = `n8n_e2e_${randomBytes(6).toString('hex')}`;
  await run(server, `create database ${database}`);
  const { username, password } = server;
  const url = new URL(`/${database}`, server);
  return {
    connection: {
      ...addressOf(server),
      database,
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
    },
    query: (sql, values) => run(url, sql, values),
    drop: async () => {
      await run(server, `drop database if exists ${database} with (force)`);
    },
  };
}

export const postgresServer = (): Address => addressOf(serverUrl());

interface Address {
  readonly host: string;
  readonly port: number;
}
const addressOf = ({ hostname, port }: URL): Address => ({
  host: hostname,
  port: Number(port || 5432),
});

function serverUrl(): URL {
  const given = process.env.TEST_POSTGRES_URL;
  if (given === undefined || given === '')
    throw new Error(
      'The tests in queue mode need a Postgres server on which they may create databases. Name it in TEST_POSTGRES_URL.',
    );
  return new URL(given);
}

async function run(
  url: URL,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
