import { sql, type AliasedRawBuilder, type Compilable, type CompiledQuery } from 'kysely';

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

export const columnNames = <C extends Columns>(columns: C): (keyof C & string)[] =>
  Object.keys(columns).filter((name): name is keyof C & string => name in columns);

/**
 * A query over any number of rows whose text never changes: compiled once and prepared once.
 * Many rows travel as one JSON parameter; a single one as a parameter per column, which is cheaper.
 */
export const batchOf =
  (dialect: Dialect) =>
  <const C extends Columns, O>(columns: C, build: (input: Input<C>) => Compilable<O>) => {
    const { one, many } = INPUTS[dialect];
    let single: CompiledQuery<O> | undefined;
    let several: CompiledQuery<O> | undefined;
    return (rows: readonly RowOf<C>[]): CompiledQuery<O> => {
      const [row] = rows;
      if (row === undefined || rows.length > 1) {
        several ??= build(many(columns)).compile();
        return bind(several, () => encode(rows));
      }
      single ??= build(one(columns)).compile();
      return bind(single, (column) => cleaned(row[column]));
    };
  };

/** Stands where a column of the only row will be bound, or the list of all rows. */
class Slot {
  constructor(readonly column = '') {}
}

const bind = <O>(
  query: CompiledQuery<O>,
  valueOf: (column: string) => unknown,
): CompiledQuery<O> => ({
  ...query,
  parameters: query.parameters.map((given) =>
    given instanceof Slot ? valueOf(given.column) : given,
  ),
});

interface Inputs {
  readonly one: <C extends Columns>(columns: C) => Input<C>;
  readonly many: <C extends Columns>(columns: C) => Input<C>;
}

const INPUTS: Readonly<Record<Dialect, Inputs>> = {
  sqlite: {
    one: <C extends Columns>(columns: C) => {
      const cells = columnNames(columns).map((name) => sql`${new Slot(name)} as ${sql.ref(name)}`);
      return sql<RowOf<C>>`(select ${sql.join(cells)})`.as('input');
    },
    many: <C extends Columns>(columns: C) => {
      const cells = columnNames(columns).map(
        (name) => sql`value ->> ${sql.lit(name)} as ${sql.ref(name)}`,
      );
      return sql<RowOf<C>>`(select ${sql.join(cells)} from json_each(${new Slot()}))`.as('input');
    },
  },
  postgres: {
    one: <C extends Columns>(columns: C) => {
      const cells = columnNames(columns).map((name) =>
        columns[name] === 'integer'
          ? sql`${new Slot(name)}::integer as ${sql.ref(name)}`
          : sql`${new Slot(name)}::text collate "C" as ${sql.ref(name)}`,
      );
      return sql<RowOf<C>>`(select ${sql.join(cells)})`.as('input');
    },
    many: <C extends Columns>(columns: C) => {
      const cells = columnNames(columns).map((name) =>
        columns[name] === 'integer'
          ? sql`${sql.ref(name)} integer`
          : sql`${sql.ref(name)} text collate "C"`,
      );
      return sql<RowOf<C>>`json_to_recordset(${new Slot()}::json)`.as<'input'>(
        sql`input(${sql.join(cells)})`,
      );
    },
  },
};

function encode(rows: readonly unknown[]): string {
  const text = JSON.stringify(rows);
  // Both are written as escapes, so one look at the text tells whether any string needs cleaning; hardly ever one does.
  if (!/\\u(0000|d[89a-f])/.test(text)) return text;
  return JSON.stringify(rows, (_, value: unknown) => cleaned(value));
}

const cleaned = (value: unknown): unknown => (typeof value === 'string' ? clean(value) : value);

/** Postgres keeps neither NUL nor half a character in text, and both stores must answer alike. */
export const clean = (value: string): string => {
  const whole = value.isWellFormed() ? value : value.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '\uFFFD') : whole;
};
