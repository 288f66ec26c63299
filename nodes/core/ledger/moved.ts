import { isObject, text } from '../event/json';
import { LedgerError } from './ledgerError';
import type { Sql } from './sql';
import type { Store } from './store';
import { run, send, type Transaction } from './transaction';

/** A note in the embedded ledger that it was carried over, or is being carried over. Whoever uses it hears of it. */
export interface Move {
  /** Host and database, as the operator knows them. */
  readonly to: string;
  readonly at: string;
  readonly state: 'under_way' | 'done';
}

const KEY = 'moved';

export function* findMove({ db }: Sql): Transaction<Move | undefined> {
  const [row] = yield* run(db.selectFrom('meta').select('value').where('key', '=', KEY));
  if (!row) return undefined;
  const written: unknown = JSON.parse(row.value);
  const { to, at, state } = isObject(written) ? written : {};
  return {
    to: text(to) ?? '',
    at: text(at) ?? '',
    state: state === 'done' ? 'done' : 'under_way',
  };
}

export function* noteMove({ db }: Sql, move: Move): Transaction<void> {
  const value = JSON.stringify(move);
  yield* send(
    db
      .insertInto('meta')
      .values({ key: KEY, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
  );
}

export function* forgetMove({ db }: Sql): Transaction<void> {
  yield* send(db.deleteFrom('meta').where('key', '=', KEY));
}

/** Only the embedded ledger is ever left behind; there the look costs a few microseconds. */
export function unlessMoved({ sql, transact }: Store): Store['transact'] {
  if (sql.schema !== undefined) return transact;
  return (body) =>
    transact(function* () {
      const move = yield* findMove(sql);
      if (move) throw new LedgerError('moved', told(move));
      return yield* body();
    });
}

const told = ({ to, at, state }: Move): string =>
  state === 'done'
    ? `The embedded ledger was carried over to Postgres at ${to} on ${at.slice(0, 10)}. Set Storage to Postgres, with that database’s credential, in every node of the pack.`
    : `The embedded ledger is being carried over to Postgres at ${to} since ${at}. If that was interrupted, run Carry Over of the node Payment Ledger again.`;
