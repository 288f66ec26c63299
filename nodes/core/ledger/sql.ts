import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
  type Dialect as KyselyDialect,
  type InsertQueryBuilder,
  type InsertResult,
  type SelectQueryBuilder,
  type SqlBool,
} from 'kysely';
import { batchOf, columnNames, type Dialect, type Input } from './batch';
import { TABLES, type Schema, type Table } from './schema';

/** Builds the queries of one store. Kysely writes them; who runs them is the store's affair. */
export interface Sql {
  /** Where the tables live; absent in SQLite, whose file is the place. */
  readonly schema?: string;
  readonly db: Kysely<Schema>;
  readonly batch: ReturnType<typeof batchOf>;
  /** Adds whole rows to a table. */
  readonly insert: <T extends Table>(
    table: T,
    input: Input<(typeof TABLES)[T]>,
  ) => InsertQueryBuilder<Schema, T, InsertResult>;
  /** Locks the rows that a query reads. SQLite has one writer and needs no such thing. */
  readonly forUpdate: <DB, TB extends keyof DB, O>(
    query: SelectQueryBuilder<DB, TB, O>,
    of: keyof Schema,
    otherwise?: 'wait' | 'skip',
  ) => SelectQueryBuilder<DB, TB, O>;
}

export function buildSql(dialect: Dialect, schema?: string): Sql {
  const plain = new Kysely<Schema>({ dialect: DIALECTS[dialect] });
  const db = schema === undefined ? plain : plain.withSchema(schema);
  return {
    ...(schema !== undefined && { schema }),
    db,
    batch: batchOf(dialect),
    insert: (table, input) =>
      db
        .insertInto(table)
        .columns(columnNames(TABLES[table]))
        // SQLite needs a condition between a select and what to do on conflict.
        .expression(
          db
            .selectFrom(input)
            .selectAll()
            .where(sql<SqlBool>`true`),
        ),
    forUpdate: (query, of, otherwise = 'wait') => {
      if (dialect === 'sqlite') return query;
      const skip = otherwise === 'skip' ? sql` skip locked` : sql``;
      return query.modifyEnd(sql`for update of ${sql.id(of)}${skip}`);
    },
  };
}

const DIALECTS: Readonly<Record<Dialect, KyselyDialect>> = {
  sqlite: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
  postgres: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
};
