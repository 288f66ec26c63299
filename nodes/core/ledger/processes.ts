import { later } from '../event/reading';
import type { Queries } from './queries';
import type { Sql } from './sql';
import { send, type Transaction } from './transaction';
import { TABLES } from './schema';

/** How long a process may be silent before what it holds is free for others, in seconds. */
export const SILENCE = 30;

/**
 * Up to which hand-over that is so. Later ones get the pauses of a failing workflow: an event may be what kills n8n,
 * and an n8n that keeps dying for hours must not use up all hand-overs of what it was given, in minutes.
 */
export const FREED_AT_ONCE = 5;

/** How long a process that fell silent is remembered, in seconds: who is unknown has been silent for ever. */
const MEMORY = 86_400;

export function* beat(queries: Queries, now: string): Transaction<void> {
  yield* send(queries.seen([{ id: queries.processId, seen_at: now }]));
  yield* send(queries.forgetProcesses(later(now, -MEMORY)));
}

export const processQueries = ({ db, batch, insert }: Sql) => ({
  seen: batch(TABLES.processes, (input) =>
    insert('processes', input).onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ ref }) => ({ seen_at: ref('excluded.seen_at') })),
    ),
  ),
  forgetProcesses: (before: string) =>
    db.deleteFrom('processes').where('processes.seen_at', '<', before),
});
