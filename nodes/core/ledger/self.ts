import { identity, type Identity } from './migrations';
import type { Sql } from './sql';
import { run, type Transaction } from './transaction';

/**
 * Who this ledger is. An empty one in Postgres becomes another when one is carried over to it, by whatever process;
 * what holds events is never another again.
 */
export interface Self {
  readonly known: () => Identity;
  readonly mayChange: () => boolean;
  /** Finds out, and keeps it so until the transaction ends. */
  readonly find: () => Transaction<void>;
}

export function selfOf(sql: Sql): Self {
  let known: Identity = { fingerprint: '', secret: '' };
  let mayChange = true;
  return {
    known: () => known,
    mayChange: () => mayChange,
    *find() {
      known = yield* identity(sql);
      const events = yield* run(sql.db.selectFrom('events').select('id').limit(1));
      mayChange = sql.schema !== undefined && events.length === 0;
    },
  };
}
