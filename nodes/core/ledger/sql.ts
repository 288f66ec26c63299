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
  type AliasedRawBuilder,
  type Compilable,
  type CompiledQuery,
  type Expression,
  type SelectQueryBuilder,
  type SqlBool,
} from 'kysely';
import type { Schema } from './schema';

export type Dialect = 'sqlite' | 'postgres';

type ColumnType = 'text' | 'integer' | 'text or null';
export type Columns = Readonly<Record<string, ColumnType>>;
type Value<T extends ColumnType> = T extends 'text'
  ? string
  : T extends 'integer'
    ? number
    : string | null;
export type RowOf<C extends Columns> = { readonly [K in keyof C]: Value<C[K]> };
export type Input<C extends Columns> = AliasedRawBuilder<RowOf<C>, 'input'>;

/** Builds the queries of one store. */
export interface Sql {
  readonly dialect: Dialect;
  /** Where the tables live; absent in SQLite, whose file is the place. */
  readonly schema?: string;
  readonly db: Kysely<Schema>;
  /**
   * A query over any number of rows whose text never changes: the rows travel as one JSON parameter.
   * It is compiled once and prepared once, and one row or a thousand make one round trip.
   */
  readonly batch: <const C extends Columns, O>(
    columns: C,
    build: (input: Input<C>) => Compilable<O>,
  ) => (rows: readonly RowOf<C>[]) => CompiledQuery<O>;
  /** SQLite needs a condition between a select and what to do on conflict. */
  readonly always: Expression<SqlBool>;
  /** Locks the rows that a query reads. SQLite has one writer and needs no such thing. */
  readonly forUpdate: <DB, TB extends keyof DB, O>(
    query: SelectQueryBuilder<DB, TB, O>,
    of: keyof Schema,
    otherwise?: 'wait' | 'skip',
  ) => SelectQueryBuilder<DB, TB, O>;
}

export const columnNames = <C extends Columns>(columns: C): (keyof C & string)[] =>
  Object.keys(columns).filter((name): name is keyof C & string => name in columns);

/** Stands where a row list will be bound. */
const ROWS = Symbol('rows');

export function buildSql(dialect: Dialect, schema?: string): Sql {
  const plain = new Kysely<Schema>({
    dialect:
      dialect === 'sqlite'
        ? {
            createAdapter: () => new SqliteAdapter(),
            createDriver: () => new DummyDriver(),
            createIntrospector: (db) => new SqliteIntrospector(db),
            createQueryCompiler: () => new SqliteQueryCompiler(),
          }
        : {
            createAdapter: () => new PostgresAdapter(),
            createDriver: () => new DummyDriver(),
            createIntrospector: (db) => new PostgresIntrospector(db),
            createQueryCompiler: () => new PostgresQueryCompiler(),
          },
  });
  const db = schema === undefined ? plain : plain.withSchema(schema);
  const table = dialect === 'sqlite' ? sqliteRows : postgresRows;
  return {
    dialect,
    ...(schema !== undefined && { schema }),
    db,
    batch: (columns, build) => {
      let query: CompiledQuery | undefined;
      return (rows) => {
        query ??= build(table(columns)).compile();
        const parameter = encode(rows);
        return {
          ...query,
          parameters: query.parameters.map((value) => (value === ROWS ? parameter : value)),
        };
      };
    },
    always: sql<SqlBool>`true`,
    forUpdate: (query, of, otherwise = 'wait') => {
      if (dialect === 'sqlite') return query;
      const skip = otherwise === 'skip' ? sql` skip locked` : sql``;
      return query.modifyEnd(sql`for update of ${sql.id(of)}${skip}`);
    },
  };
}

const sqliteRows = <C extends Columns>(columns: C): Input<C> => {
  const fields = columnNames(columns).map(
    (name) => sql`value ->> ${sql.lit(name)} as ${sql.ref(name)}`,
  );
  return sql<RowOf<C>>`(select ${sql.join(fields)} from json_each(${ROWS}))`.as('input');
};

const postgresRows = <C extends Columns>(columns: C): Input<C> => {
  const fields = columnNames(columns).map((name) =>
    columns[name] === 'integer'
      ? sql`${sql.ref(name)} integer`
      : sql`${sql.ref(name)} text collate "C"`,
  );
  return sql<RowOf<C>>`json_to_recordset(${ROWS}::json)`.as<'input'>(
    sql`input(${sql.join(fields)})`,
  );
};

const encode = (rows: readonly unknown[]): string =>
  JSON.stringify(rows, (_, value: unknown) => (typeof value === 'string' ? clean(value) : value));

/** Postgres keeps neither NUL nor half a character in text, and both stores must answer alike. */
export const clean = (value: string): string => {
  const whole = value.isWellFormed() ? value : value.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '\uFFFD') : whole;
};
