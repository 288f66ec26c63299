import { Client } from 'pg';
import { LedgerError, isError } from './ledgerError';
import type { Identity } from './migrations';
import { openPostgres, type PostgresPlace } from './postgres';

/** The Postgres that a ledger is carried over to, through one connection. */
export interface Target {
  readonly client: Client;
  /** Where the tables lie, quoted, with the dot. */
  readonly at: string;
  /** As the operator knows it. */
  readonly name: string;
}

/** Waiting longer than this for somebody else's transaction means that somebody else is at work there. */
const PATIENCE = '10s';

/** Creates the tables where there are none, and hands over a connection. */
export async function withTarget<T>(
  place: PostgresPlace,
  use: (target: Target) => Promise<T>,
): Promise<T> {
  await (await openPostgres(place)).close();
  const client = new Client({ ...place.connection, connectionTimeoutMillis: 10_000 });
  // Unheard, a connection that breaks would end the process; whoever uses it hears of it in the answer.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const at = `"${place.schema.replaceAll('"', '""')}".`;
    return await use({ client, at, name: nameOf(place) });
  } finally {
    await client.end().catch(() => undefined);
  }
}

export const nameOf = ({ connection }: PostgresPlace): string =>
  `${connection.host ?? 'the configured host'}/${connection.database ?? ''}`;

/** All of it or nothing. */
export async function inTransaction<T>({ client }: Target, work: () => Promise<T>): Promise<T> {
  await client.query(`begin; set local lock_timeout = '${PATIENCE}'`);
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw locked(error) ? new LedgerError('unavailable', AT_WORK, { cause: error }) : error;
  }
  await client.query('commit').catch((error: unknown) => {
    throw new CommitUnheard(isError(error) ? error.message : String(error), { cause: error });
  });
  return result;
}

/** Nobody answered the commit: it may have happened all the same. */
export class CommitUnheard extends Error {}

const AT_WORK =
  'The ledger in Postgres is in use. Stop what uses it, or wait until another Carry Over has ended, and run this one again.';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: lock_not_available */
const locked = (error: unknown): boolean => isError(error) && error.code === '55P03';

/** Its fingerprint, once nobody is in the middle of giving it another. */
export async function fingerprintOf(target: Target): Promise<Identity['fingerprint']> {
  return await inTransaction(target, async () => {
    await target.client.query(`lock table ${target.at}meta in share mode`);
    const { rows } = await target.client.query<{ value: string }>(
      `select value from ${target.at}meta where key = 'fingerprint'`,
    );
    return rows[0]?.value ?? '';
  });
}
