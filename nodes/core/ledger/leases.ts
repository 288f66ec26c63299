import { later } from '../event/reading';
import type { Queries } from './queries';
import type { Sql } from './sql';
import { run, send, type Transaction } from './transaction';

/** A lock that outlives a transaction and not its holder: whoever falls silent loses it. */

/** Takes the lease, or keeps it, for so many seconds. Answers whether it is the holder's. */
export function* lease(
  queries: Queries,
  name: string,
  holder: string,
  seconds: number,
  now: string,
): Transaction<boolean> {
  const rows = yield* run(queries.takeLease({ name, holder, until: later(now, seconds) }, now));
  return rows.length > 0;
}

export function* release(queries: Queries, name: string, holder: string): Transaction<void> {
  yield* send(queries.dropLease(name, holder));
}

export const leaseQueries = ({ db }: Sql) => ({
  takeLease: (row: { name: string; holder: string; until: string }, now: string) =>
    db
      .insertInto('leases')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ holder: row.holder, until: row.until })
          .where(({ eb, or }) =>
            or([eb('leases.holder', '=', row.holder), eb('leases.until', '<=', now)]),
          ),
      )
      .returning('name'),
  dropLease: (name: string, holder: string) =>
    db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder),
});
