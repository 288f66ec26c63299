import type { ReasonRow } from './reason';

export type ReasonLine = readonly [
  code: string,
  category: ReasonRow['category'],
  hardness: ReasonRow['hardness'],
  advice: ReasonRow['advice'],
  meaning: string,
];

/** A table with one line per code, all published at one address. */
export const rows = (source: string, table: readonly ReasonLine[]): readonly ReasonRow[] =>
  table.map(([code, category, hardness, advice, meaning]) => ({
    code,
    category,
    hardness,
    advice,
    meaning,
    source,
  }));
