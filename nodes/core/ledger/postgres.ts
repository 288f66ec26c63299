import { Pool, type PoolClient, type PoolConfig, type QueryResult } from 'pg';
import { BatchingSocket } from './batchingSocket';
import { LedgerError, isError } from './ledgerError';
import { migrate } from './migrations';
import {
  SET_UP,
  lockNumbers,
  lockStatement,
  statement,
  type NamedStatement,
} from './postgresStatements';
import { buildSql } from './sql';
import type { Store } from './store';
import type { Answers, Step, Transaction } from './transaction';

export interface PostgresPlace {
  readonly connection: PoolConfig;
  /** The schema that holds the ledger's tables; created where it is missing. */
  readonly schema: string;
}

/** The store for more than one n8n process. Statements travel pipelined: what need not be awaited is not. */
export async function openPostgres({ connection, schema }: PostgresPlace): Promise<Store> {
  const pool = new Pool({
    connectionTimeoutMillis: 10_000,
    // A server that stops answering must not leave a gateway's request hanging.
    query_timeout: 30_000,
    ...connection,
    max: Math.min(connection.max ?? 10, 10),
    pipeline: true,
    stream: () => new BatchingSocket(),
    allowExitOnIdle: true,
  });
  // A connection that breaks is replaced by the pool, and whoever was using it has its answers rejected. Unheard, the
  // error would end the process; and the pool itself hears idle connections only, not those that are lent out.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  const lockNumber = lockNumbers(schema);
  const place = `${connection.host ?? 'the configured host'}/${connection.database ?? ''}`;

  const store: Store = {
    sql: buildSql('postgres', schema),
    transact: async (body) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await withClient(pool, (client) => transact(client, body(), lockNumber));
        } catch (error) {
          if (!worthRetrying(error) || attempt === 8) throw unavailable(error, place);
          await new Promise((resume) => setTimeout(resume, Math.random() * 10 * attempt));
        }
      }
    },
    close: () => pool.end(),
  };
  try {
    await store.transact(() => migrate(store.sql));
  } catch (error) {
    await pool.end();
    throw unavailable(error, place);
  }
  return store;
}

const ignore = (): void => undefined;

async function withClient<T>(pool: Pool, use: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = true;
  try {
    const result = await use(client);
    broken = false;
    return result;
  } catch (error) {
    broken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.release(broken);
  }
}

async function transact<T>(
  client: PoolClient,
  body: Transaction<T>,
  lockNumber: (key: string) => number,
): Promise<T> {
  const pending: Promise<QueryResult<object>>[] = [];
  const post = (query: string | NamedStatement): void => {
    const answer = client.query<object>(query);
    // Awaited later, together with what follows it; until then it must not count as an unhandled rejection.
    answer.catch(ignore);
    pending.push(answer);
  };
  /** The first error in order of posting: those behind it only say that the transaction is aborted. */
  const settle = async (): Promise<readonly QueryResult<object>[]> => {
    const results: QueryResult<object>[] = [];
    for (const answer of pending.splice(0)) results.push(await answer);
    return results;
  };
  let begun = false;
  let answers: Answers = [];
  for (;;) {
    const next = advance(body, answers);
    answers = [];
    if (next.done) {
      if (begun) post('commit');
      await settle();
      return next.value;
    }
    const step = next.value;
    const locks = step.kind === 'lock' ? lockStatement(step.keys.map(lockNumber)) : '';
    if (!begun) post(`${BEGIN};${locks}`);
    else if (locks !== '') post(locks);
    if (!begun) post(SET_UP);
    begun = true;
    if (step.kind === 'lock') continue;
    if (step.kind === 'send') {
      post(statement(step.queries));
      continue;
    }
    for (const query of step.queries) post(statement([query]));
    const results = await settle();
    answers = results.slice(-step.queries.length).map(({ rows }) => rows);
  }
}

/** Whatever the database or role has by default: a snapshot from before a lock was waited for would miss its last holder. */
const BEGIN = 'begin isolation level read committed';

/** What a body raises is its own affair; all else that goes wrong here is the server's or the network's. */
function advance<T>(body: Transaction<T>, answers: Answers): IteratorResult<Step, T> {
  try {
    return body.next(answers);
  } catch (error) {
    if (isError(error)) raisedByBody.add(error);
    throw error;
  }
}
const raisedByBody = new WeakSet<object>();

/** Postgres has no class of states that begins with E: what does is the operating system's, such as EPIPE. */
const sqlState = (error: unknown): string | undefined =>
  isError(error) && typeof error.code === 'string' && /^[0-9FHPX][0-9A-Z]{4}$/.test(error.code)
    ? error.code
    : undefined;

/** Deadlock, serialization failure, or two processes creating the same thing. */
const worthRetrying = (error: unknown): boolean =>
  ['40P01', '40001'].includes(sqlState(error) ?? '');

/** Connection trouble, resources, the operator stepping in: as opposed to a bug of ours. */
const SERVER_TROUBLE = /^(08|28|3D|3F|40|53|55|57|58|XX)/;

function unavailable(error: unknown, place: string): unknown {
  if (!isError(error) || error instanceof LedgerError || raisedByBody.has(error)) return error;
  const state = sqlState(error);
  if (state !== undefined && !SERVER_TROUBLE.test(state)) return error;
  return new LedgerError(
    'unavailable',
    `The ledger's Postgres at ${place} cannot be used now (${error.message || error.name}). Check that it runs and that the credential in this node is right.`,
    { cause: error },
  );
}
