import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { CompiledQuery } from 'kysely';
import { LedgerError, isError } from './ledgerError';
import { migrate } from './migrations';
import { buildSql } from './sql';
import type { Store } from './store';
import type { Answers, Transaction } from './transaction';
import { waitingLine } from './waitingLine';

/**
 * The embedded store: one connection per file and process. Bodies run from BEGIN to COMMIT without waiting for anything,
 * since a second connection that waits for an open transaction blocks the whole process. For the same reason SQLite does
 * not wait for a file that another program holds: whoever needs it does, while n8n goes on.
 *
 * A file that was taken away would be written on without a trace. Whoever meets that is refused, and `onLost` is called:
 * this store is closed, and another is to be opened.
 */
export async function openSqlite(file: string, onLost: () => void = () => {}): Promise<Store> {
  const database = open(file);
  const ours = identityOf(file);
  const line = waitingLine(isBusy);
  const closed = (): LedgerError => new LedgerError('unavailable', CLOSED);
  /** Once it has begun, nothing is held by others: in WAL, whoever has begun to write commits at once. */
  const once = async <T>(work: () => T): Promise<T> => {
    try {
      return await line.enter(() => {
        if (!database.isOpen) throw closed();
        if (identityOf(file) !== ours) {
          database.close();
          onLost();
          throw new LedgerError('lost', lost(file));
        }
        return work();
      });
    } catch (error) {
      throw unavailable(error, file);
    }
  };
  const statements = new Map<string, StatementSync>();
  const prepared = (text: string): StatementSync => {
    const known = statements.get(text);
    if (known) return known;
    const statement = database.prepare(text);
    if (statements.size > 500) statements.clear();
    statements.set(text, statement);
    return statement;
  };
  const rows = (query: CompiledQuery): readonly unknown[] =>
    prepared(query.sql).all(...query.parameters.map(bindable));

  const store: Store = {
    sql: buildSql('sqlite'),
    transact: (body) =>
      once(() => {
        prepared('begin immediate').run();
        try {
          const result = step(body(), rows);
          prepared('commit').run();
          return result;
        } catch (error) {
          if (database.isTransaction) prepared('rollback').run();
          throw error;
        }
      }),
    close: async () => {
      line.dismiss(closed());
      if (database.isOpen) database.close();
    },
  };
  try {
    await once(() => database.exec(SETTINGS));
    await store.transact(() => migrate(store.sql));
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

const SETTINGS =
  'pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -32000; pragma temp_store = memory;';

function open(file: string): DatabaseSync {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // Created here, so that the file and the two beside it are never readable by others, not even for a moment. And only
    // here: closing a file by hand drops the locks that this process's other connections hold on it.
    // https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    return new DatabaseSync(file, { timeout: 0 });
  } catch (error) {
    throw new LedgerError(
      'unavailable',
      `The ledger file ${file} cannot be opened. Check that its folder exists and that n8n may write to it.`,
      { cause: error },
    );
  }
}

/**
 * Tells a file from another of the same name: nothing else gets its number while we hold it open. SQLite asks the same
 * (SQLITE_FCNTL_HAS_MOVED), though not in WAL mode.
 */
const identityOf = (file: string): number | undefined =>
  statSync(file, { throwIfNoEntry: false })?.ino;

function step<T>(body: Transaction<T>, rows: (query: CompiledQuery) => readonly unknown[]): T {
  let answers: Answers = [];
  for (;;) {
    const next = body.next(answers);
    if (next.done) return next.value;
    // A lock needs nothing here: there is one writer.
    answers = next.value.kind === 'lock' ? [] : next.value.queries.map(rows);
  }
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError(`The ledger cannot store a ${typeof value}`);
}

const lost = (file: string): string =>
  `The ledger file ${file} was deleted or replaced while n8n was running. What is there now is used from here on, or a new ledger where there is nothing. To go back to a backup, put it there while n8n is stopped.`;

const CLOSED = 'The ledger was closed and cannot be used any more. Run the workflow again.';

/** SQLite's code in its lowest byte: another connection holds the file. https://www.sqlite.org/rescode.html#busy */
const isBusy = (error: unknown): boolean =>
  isError(error) && 'errcode' in error && (Number(error.errcode) & 0xff) === 5;

/** Trouble with the file itself, told apart from a bug of ours. */
const FILE_TROUBLE =
  /locked|busy|disk|full|readonly|not open|unable to open|malformed|not a database/i;

function unavailable(error: unknown, file: string): unknown {
  if (!isError(error) || error instanceof LedgerError || !FILE_TROUBLE.test(error.message))
    return error;
  return new LedgerError(
    'unavailable',
    `The ledger file ${file} cannot be used now (${error.message}). Check the disk, and that no other program holds the file.`,
    { cause: error },
  );
}
