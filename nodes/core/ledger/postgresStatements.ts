import { hash } from 'node:crypto';
import type { CompiledQuery } from 'kysely';

/** What goes over the wire: named, so that the server parses and plans each text once per connection. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** Several writes travel as one statement: each costs the server and us far more to pass on than to do. */
export function statement(queries: readonly CompiledQuery[]): NamedStatement {
  let known = root;
  for (const { sql } of queries) {
    const next = known.next.get(sql) ?? { next: new Map<string, Known>() };
    known.next.set(sql, next);
    known = next;
  }
  const text = (known.text ??= together(queries));
  const name = (known.name ??= `pf_${hash('sha256', text).slice(0, 24)}`);
  return { name, text, values: queries.flatMap(({ parameters }) => parameters) };
}

/** Found by walking from text to text: the engine hashes each of these strings once, and a joined one every time. */
interface Known {
  readonly next: Map<string, Known>;
  text?: string;
  name?: string;
}
const root: Known = { next: new Map() };

function together(queries: readonly CompiledQuery[]): string {
  const [only] = queries;
  if (only && queries.length === 1) return only.sql;
  let before = 0;
  const parts = queries.map(({ sql, parameters }, index) => {
    const shift = before;
    before += parameters.length;
    return `w${index} as (${sql.replace(/\$(\d+)/g, (_, n) => `$${Number(n) + shift}`)})`;
  });
  return `with ${parts.join(', ')} select 1`;
}

/**
 * Every query here looks rows up by a key. Said for each transaction, and not for the connection, which may be a pooler's:
 * a plan is made once, and it follows the indexes, even if it was made while the tables were still empty.
 */
const SETTINGS = [
  ['plan_cache_mode', 'force_generic_plan'],
  ['enable_seqscan', 'off'],
  ['enable_hashjoin', 'off'],
  ['enable_mergejoin', 'off'],
  ['jit', 'off'],
];
export const SET_UP: NamedStatement = {
  name: 'pf_settings',
  text: `select ${SETTINGS.map(([name, value]) => `set_config('${name}', '${value}', true)`).join(', ')}`,
  values: [],
};

/** In a statement of their own: what a later statement reads was committed by the locks' last holders. */
export const lockStatement = (numbers: readonly number[]): string => {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  // Rows, since a select has room for 1,664 columns and a large batch takes more locks.
  return `select pg_advisory_xact_lock(${LOCK_CLASS}, number) from unnest('{${sorted.join(',')}}'::integer[]) as number;`;
};

const LOCK_CLASS = 0x70_66_6c;

/**
 * Keys share 2048 locks per ledger, so that no batch, however large, exhausts the server's lock table.
 * Two keys that meet in one lock only wait for each other.
 */
export function lockNumbers(schema: string): (key: string) => number {
  const first = digest(schema) * 2048;
  return (key) => first + (digest(key) % 2048);
}

const digest = (text: string): number => hash('sha256', text, 'buffer').readUInt16BE(0);
