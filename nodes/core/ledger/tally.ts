import type { Try } from './question';
import { TABLES, type CountRow } from './schema';
import type { Sql } from './sql';

/** Ordinals as this transaction gives them: what is stored, and what it counted itself so far. */
export function tallyOf(
  stored: readonly { scope: string; attempt_key: string; ordinal: number | null; before: number }[],
) {
  const key = (one: { scope: string; attempt_key: string }) => `${one.scope} ${one.attempt_key}`;
  const known = new Map(stored.map((row) => [key(row), row]));
  const given = new Map<string, number>();
  const added: CountRow[] = [];
  return {
    added,
    /** By whichever name it was counted, it keeps its number. */
    count: (tries: readonly Try[]): number | undefined => {
      const [present] = tries;
      if (!present) return undefined;
      const names = tries.map(key);
      const kept = names.map((name) => known.get(name)?.ordinal ?? given.get(name)).find(isNumber);
      if (kept !== undefined) return kept;
      const { scope, attempt_key, occurred_at, since, until } = present;
      const here = added.filter(
        (one) => one.scope === scope && one.occurred_at > since && one.occurred_at < until,
      ).length;
      const ordinal = 1 + (known.get(key(present))?.before ?? 0) + here;
      for (const name of names) given.set(name, ordinal);
      added.push({ scope, attempt_key, ordinal, occurred_at });
      return ordinal;
    },
  };
}

const isNumber = (value: number | undefined): value is number => value !== undefined;

export const tallyQueries = ({ db, batch, insert }: Sql) => ({
  countInWindow: batch(
    { scope: 'text', attempt_key: 'text', since: 'text', until: 'text' },
    (input) =>
      db
        .selectFrom(input)
        .select(({ selectFrom, fn, cast }) => [
          'input.scope',
          'input.attempt_key',
          selectFrom('counts')
            .whereRef('counts.scope', '=', 'input.scope')
            .whereRef('counts.attempt_key', '=', 'input.attempt_key')
            .select('counts.ordinal')
            .as('ordinal'),
          selectFrom('counts')
            .whereRef('counts.scope', '=', 'input.scope')
            .whereRef('counts.occurred_at', '>', 'input.since')
            .whereRef('counts.occurred_at', '<', 'input.until')
            .select(cast<number>(fn.countAll(), 'integer').as('n'))
            .$asScalar()
            .as('before'),
        ]),
  ),
  addCounts: batch(TABLES.counts, (input) => insert('counts', input)),
});
