import { randomBytes, randomUUID } from 'node:crypto';
import { CompiledQuery, sql as raw } from 'kysely';
import { replaceGuards } from './guards';
import { LedgerError } from './ledgerError';
import type { Sql } from './sql';
import { executionColumn, handshakeTable, instanceColumn, tables } from './tables';
import { lock, run, type Transaction } from './transaction';
import { allOf } from './schema';

interface Step {
  readonly statements: (sql: Sql) => readonly string[];
  /** Whether it only adds what older packs need not know of, so that they may go on using the ledger. */
  readonly additive: boolean;
}

/** Numbered from 1 and never edited once released: a change is a new step. */
const STEPS: readonly Step[] = [
  { statements: tables, additive: false },
  { statements: handshakeTable, additive: true },
  { statements: replaceGuards, additive: true },
  { statements: executionColumn, additive: true },
  { statements: instanceColumn, additive: true },
];

/** What this pack makes of a ledger: its version, and the oldest version that a pack must know to use it. */
const OURS = {
  version: STEPS.length,
  needs: STEPS.findLastIndex(({ additive }) => !additive) + 1,
};

/**
 * Brings the tables up to date, once, whoever comes first. While an update is rolled out, packs of two versions share
 * a ledger: the older one leaves it as the newer has made it, as long as that has only added to it.
 */
export function* migrate(sql: Sql): Transaction<void> {
  const { db } = sql;
  yield* lock(['migrations']);
  const { version, needs } = (yield* exists(sql)) ? yield* stateOf(sql) : { version: 0, needs: 0 };
  if (needs > OURS.version) {
    throw new LedgerError(
      'newer',
      `The ledger was written by a newer version of this node package (ledger version ${version}, this package knows ${OURS.version}). ` +
        'Install the newer package again, in every process of n8n, or point the node at another ledger.',
    );
  }
  if (version >= OURS.version) return;
  for (const { statements } of STEPS.slice(version)) {
    for (const statement of statements(sql)) yield* run(CompiledQuery.raw(statement));
  }
  const rows = [
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
      .insertInto('meta')
      .values(Object.entries(OURS).map(([key, value]) => ({ key, value: String(value) })))
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet(({ ref }) => ({ value: ref('excluded.value') })),
      ),
  );
}

export interface Identity {
  readonly fingerprint: string;
  /** Keys the digests of what is counted by. */
  readonly secret: string;
}

/** What the ledger was given at its creation, and keeps at least until the transaction ends. */
export function* identity({ db, schema }: Sql): Transaction<Identity> {
  const meta = db.selectFrom('meta').select(allOf('meta'));
  const rows = yield* run(schema === undefined ? meta : meta.forShare());
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

function* stateOf({ db }: Sql): Transaction<typeof OURS> {
  const rows = yield* run(db.selectFrom('meta').select(allOf('meta')));
  const number = (key: string): number | undefined => {
    const row = rows.find((candidate) => candidate.key === key);
    return row && Number(row.value);
  };
  const version = number('version') ?? 0;
  return { version, needs: number('needs') ?? version };
}
