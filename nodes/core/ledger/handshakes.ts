import type { Queries } from './queries';
import type { Sql } from './sql';
import { run, send, type Transaction } from './transaction';
import { allOf } from './schema';

export interface Handshake {
  /** What its refusals are counted under. */
  readonly endpoint: string;
  readonly code: string;
  readonly at: string;
}

/** The codes with which gateways make sure of an address: of each endpoint the last, however many strangers send some. */

export function* keepHandshake(queries: Queries, handshake: Handshake): Transaction<void> {
  yield* send(queries.putHandshake(handshake));
}

export function* handshake(queries: Queries, endpoint: string): Transaction<Handshake | undefined> {
  const [row] = yield* run(queries.findHandshake(endpoint));
  return row;
}

export const handshakeQueries = ({ db }: Sql) => ({
  putHandshake: (row: Handshake) =>
    db
      .insertInto('handshakes')
      .values(row)
      .onConflict((conflict) => conflict.column('endpoint').doUpdateSet(row)),
  findHandshake: (endpoint: string) =>
    db.selectFrom('handshakes').select(allOf('handshakes')).where('endpoint', '=', endpoint),
});
