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
  type Expression,
  type SelectQueryBuilder,
  type SqlBool,
} from 'kysely';
import { batchOf, type Dialect } from './batch';
import type { Schema } from './schema';

/** Builds the queries of one store. Kysely writes them; who runs them is the store's affair. */
export interface Sql {
  /** Where the tables live; absent in SQLite, whose file is the place. */
  readonly schema?: string;
  readonly db: Kysely<Schema>;
  readonly batch: ReturnType<typeof batchOf>;
  /** SQLite needs a condition between a select and what to do on conflict. */
  readonly always: Expression<SqlBool>;
  /** Locks the rows that a query reads. SQLite has one writer and needs no such thing. */
  readonly forUpdate: <DB, TB extends keyof DB, O>(
    query: SelectQueryBuilder<DB, TB, O>,
    of: keyof Schema,
    otherwise?: 'wait' | 'skip',
  ) => SelectQueryBuilder<DB, TB, O>;
}

export function buildSql(dialect: Dialect, schema?: string): Sql {
  const plain = new Kysely<Schema>({ dialect: DIALECTS[dialect] });
  return {
    ...(schema !== undefined && { schema }),
    db: schema === undefined ? plain : plain.withSchema(schema),
    batch: batchOf(dialect),
    always: sql<SqlBool>`true`,
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
