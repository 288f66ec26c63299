import type { Sql } from './sql';
import type { Transaction } from './transaction';

/** A database that can run transaction bodies. Everything above it is the same for both. */
export interface Store {
  readonly sql: Sql;
  /** Runs the body to its end and commits, or leaves no trace of it. */
  readonly transact: <T>(body: () => Transaction<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}
