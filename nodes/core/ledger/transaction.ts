import type { Compilable, CompiledQuery } from 'kysely';

/**
 * A transaction body is a generator that yields what it wants done and is handed the rows.
 * So one body serves both stores: SQLite steps it without ever waiting, Postgres awaits each answer.
 */
export type Transaction<T> = Generator<Step, T, Answers>;

export type Step =
  /** Held until the transaction ends; asked for first, before anything they guard is read. */
  | { readonly kind: 'lock'; readonly keys: readonly string[] }
  /** Answered with the rows of each query. */
  | { readonly kind: 'run'; readonly queries: readonly CompiledQuery[] }
  /** Writes whose rows nobody reads, to different rows, so in any order: a failure surfaces at the latest at commit. */
  | { readonly kind: 'send'; readonly queries: readonly CompiledQuery[] };

export type Answers = readonly (readonly unknown[])[];

export type Query<O> = Compilable<O> | CompiledQuery<O>;
const compiled = <O>(query: Query<O>): CompiledQuery<O> =>
  'compile' in query ? query.compile() : query;

export function* lock(keys: Iterable<string>): Transaction<void> {
  yield { kind: 'lock', keys: [...new Set(keys)] };
}

export type RowsOf<Q extends readonly Query<unknown>[]> = {
  readonly [K in keyof Q]: Q[K] extends Query<infer O> ? readonly O[] : never;
};

/** Runs queries in this order, in one round trip, and answers the rows of each. */
export function* runAll<const Q extends readonly Query<unknown>[]>(
  ...queries: Q
): Transaction<RowsOf<Q>> {
  const answers: unknown = yield { kind: 'run', queries: queries.map(compiled) };
  // The one place where rows are believed to be what the query's type says; the schema sees to it.
  return answers as RowsOf<Q>;
}

export function* run<O>(query: Query<O>): Transaction<readonly O[]> {
  const [rows] = yield* runAll(query);
  return rows;
}

export function* send(...queries: readonly Query<unknown>[]): Transaction<void> {
  if (queries.length > 0) yield { kind: 'send', queries: queries.map(compiled) };
}
