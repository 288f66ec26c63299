import type { PaymentEvent } from '../event/paymentEvent';
import type { Queries } from './queries';
import type { DispatchRow } from './schema';
import type { Sql } from './sql';
import { subjectOf } from './subject';
import { runAll, type Transaction } from './transaction';

/** Of an event that is dead: how far it came. The ledger cannot see what failed in n8n, and says where to look. */

export interface Dying {
  readonly row: DispatchRow;
  readonly event: PaymentEvent;
  /** How well the event is known, as in its row. */
  readonly known: number;
}

/** Why each is dead, in the order given. */
export function* lastWords(
  queries: Queries,
  dying: readonly Dying[],
): Transaction<readonly string[]> {
  if (dying.length === 0) return [];
  const [holders, outcomes] = yield* runAll(
    queries.findHolders(
      dying.flatMap(({ row, event }) =>
        subjectOf(event).map((subject) => ({ reach: row.workflow_id, subject })),
      ),
    ),
    queries.outcomesOf(
      dying.map(({ row: { workflow_id, event_id } }) => ({ workflow_id, event_id })),
    ),
  );
  return dying.map(({ row, known }) => {
    const isItsOwn = (one: Pick<DispatchRow, 'workflow_id' | 'event_id'>): boolean =>
      one.workflow_id === row.workflow_id && one.event_id === row.event_id;
    return why(row, {
      channels: outcomes.filter(isItsOwn),
      isAnnounced: holders.some(isItsOwn),
      isRecorded: known > 0,
    });
  });
}

interface Progress {
  readonly channels: readonly { readonly channel: string; readonly status: string }[];
  readonly isAnnounced: boolean;
  readonly isRecorded: boolean;
}

function why({ emission, handed_at, execution_id }: DispatchRow, progress: Progress): string {
  const handed = `Handed over ${emission} times and never confirmed, the last time on ${minute(handed_at)}.`;
  if (execution_id === null) {
    return `${handed} No execution ever took it up: check that the workflow is published, and that its triggers lead to Normalize Payment Failure.`;
  }
  return `${handed} Execution ${execution_id} was the last to take it up. ${cameTo(progress)} Open that execution in n8n to see where it ended.`;
}

function cameTo({ channels, isAnnounced, isRecorded }: Progress): string {
  if (channels.length > 0) {
    const each = channels.map(({ channel, status }) => `“${channel}” (${status})`);
    return `It came to these channels: ${each.join(', ')}.`;
  }
  if (isAnnounced) return 'It came as far as the Escalation Counter, and no channel has confirmed.';
  // What Record found as it was received leaves no trace.
  return isRecorded
    ? 'It came as far as its case, and was not counted.'
    : 'It came as far as Normalize Payment Failure, and was not counted.';
}

/** In UTC and saying so: 2026-03-06 19:30 UTC. */
const minute = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;

export const lastWordsQueries = ({ db, batch }: Sql) => ({
  outcomesOf: batch({ workflow_id: 'text', event_id: 'text' }, (input) =>
    db
      .selectFrom(input)
      .innerJoin('outcomes', (join) =>
        join
          .onRef('outcomes.event_id', '=', 'input.event_id')
          .onRef('outcomes.workflow_id', '=', 'input.workflow_id'),
      )
      .select(['outcomes.workflow_id', 'outcomes.event_id', 'outcomes.channel', 'outcomes.status'])
      .orderBy('outcomes.at'),
  ),
});
