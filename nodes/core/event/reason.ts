import { CAUSE_OF, type Advice, type Category, type Hardness } from './taxonomy';
import type { Reason } from './paymentEvent';

/** What one published code means. `meaning` is our own line for people; `source` is where the code is published. */
export interface ReasonRow {
  readonly code: string;
  readonly category: Category;
  readonly hardness: Hardness;
  readonly advice: Advice;
  readonly meaning: string;
  readonly source: string;
}

export type ReasonTable = ReadonlyMap<string, ReasonRow>;

/** Indexes rows by code. Raises when a code stands twice: a table that contradicts itself is a bug. */
export function reasonTable(...parts: readonly (readonly ReasonRow[])[]): ReasonTable {
  const table = new Map<string, ReasonRow>();
  for (const row of parts.flat()) {
    if (table.has(row.code)) throw new Error(`Reason code ${row.code} is listed twice`);
    table.set(row.code, row);
  }
  return table;
}

/** A code nobody published: never a guess, and a person has to look. */
export const UNKNOWN_REASON = {
  category: 'unknown',
  cause: 'unknown',
  hardness: 'soft',
  advice: 'call_customer',
} as const satisfies Explanation;

/** What a row of a table says of a failure; where there is none, what is said of a code that nobody knows. */
export function explained(row: ReasonRow | undefined): Explanation {
  if (!row) return UNKNOWN_REASON;
  const { category, hardness, advice } = row;
  return { category, cause: CAUSE_OF[category], hardness, advice };
}

type Explanation = Pick<Reason, 'category' | 'cause' | 'hardness' | 'advice'>;

/** The reason for a code, `unknown` where the table does not list it. */
export function reasonFor(table: ReasonTable, code: string | undefined): Reason {
  return { code, ...explained(code === undefined ? undefined : table.get(code)) };
}
