import { randomBytes, randomUUID } from 'node:crypto';
import { CompiledQuery, sql as raw } from 'kysely';
import { LedgerError } from './ledgerError';
import type { Sql } from './sql';
import { tables } from './tables';
import { lock, run, type Transaction } from './transaction';

/** Numbered from 1 and never edited once released: a change is a new step. */
const STEPS: readonly ((sql: Sql) => readonly string[])[] = [tables];

/** Brings the tables up to date, once, whoever comes first. */
export function* migrate(sql: Sql): Transaction<void> {
  const { db } = sql;
  yield* lock(['migrations']);
  const version = (yield* exists(sql)) ? yield* versionOf(sql) : 0;
  if (version > STEPS.length) {
    throw new LedgerError(
      'newer',
      `The ledger was written by a newer version of this node package (ledger version ${version}, this package knows ${STEPS.length}). ` +
        'Install the newer package again, or point the node at another ledger.',
    );
  }
  for (const step of STEPS.slice(version)) {
    for (const statement of step(sql)) yield* run(CompiledQuery.raw(statement));
  }
  if (version === STEPS.length) return;
  const rows = [
    { key: 'version', value: String(STEPS.length) },
    { key: 'fingerprint', value: randomUUID() },
    { key: 'secret', value: randomBytes(32).toString('hex') },
  ];
  yield* run(
    db
      .insertInto('meta')
      .values(rows)
      .onConflict((conflict) => conflict.column('key').doNothing()),
  );
  yield* run(
    db
      .updateTable('meta')
      .set({ value: String(STEPS.length) })
      .where('key', '=', 'version'),
  );
}

export interface Identity {
  readonly fingerprint: string;
  /** Keys the digests of what is counted by. */
  readonly secret: string;
}

/** What the ledger was given at its creation. */
export function* identity({ db }: Sql): Transaction<Identity> {
  const rows = yield* run(db.selectFrom('meta').selectAll());
  const value = (key: string): string => {
    const row = rows.find((candidate) => candidate.key === key);
    if (!row)
      throw new LedgerError(
        'unavailable',
        `The ledger has lost its ${key}; restore it from a backup.`,
      );
    return row.value;
  };
  return { fingerprint: value('fingerprint'), secret: value('secret') };
}

function* exists({ db, schema }: Sql): Transaction<boolean> {
  const query =
    schema === undefined
      ? raw<{ found: number }>`select count(*) as found from sqlite_master where name = 'meta'`
      : raw<{
          found: number;
        }>`select count(*)::integer as found from pg_tables where schemaname = ${schema} and tablename = 'meta'`;
  const [row] = yield* run(query.compile(db));
  return row?.found === 1;
}

function* versionOf({ db }: Sql): Transaction<number> {
  const [row] = yield* run(db.selectFrom('meta').select('value').where('key', '=', 'version'));
  return Number(row?.value ?? 0);
}
