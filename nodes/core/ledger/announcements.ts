import { dispatchKey } from './dispatches';
import type { Dispatch } from './ledger';
import type { AnnouncementRow } from './schema';
import { columnNames } from './batch';
import type { Sql } from './sql';

/** What a holder of an announcement and its dispatch look like now. */
export interface Holder extends AnnouncementRow {
  readonly state: string | null;
  readonly lease_until: string | null;
  /** The token of the holder's dispatch today. */
  readonly current_token: string | null;
}

export type Answer = 'first' | 'repeat' | 'duplicate';

/**
 * Whether this dispatch may tell of a subject. One dispatch holds it per workflow; it passes on only when its holder
 * died, or was handed over anew because nobody finished it.
 */
export function mayTell(holder: Holder | undefined, me: Dispatch, now: string): Answer {
  if (!holder) return 'first';
  if (dispatchKey(holder) === dispatchKey(rowOf(me))) {
    // A node that ran twice under one token asks the same question twice, and gets the same answer.
    if (holder.token === me.token) return 'first';
    return me.emission > holder.emission ? 'repeat' : 'duplicate';
  }
  if (holder.state === 'done') return 'duplicate';
  const live =
    (holder.state === 'stored' || holder.state === 'claimed') &&
    holder.current_token === holder.token &&
    (holder.lease_until ?? '') > now;
  return live ? 'duplicate' : 'repeat';
}

export const holderOf = (subject: string, me: Dispatch, at: string, now: string): Holder => ({
  ...announcement(subject, me, at),
  state: 'claimed',
  current_token: me.token,
  lease_until: later24(now),
});

/** Within one batch the holder is at work right now. */
const later24 = (now: string): string => new Date(Date.parse(now) + 86_400_000).toISOString();

export const announcement = (subject: string, me: Dispatch, at: string): AnnouncementRow => ({
  ...rowOf(me),
  subject,
  token: me.token,
  emission: me.emission,
  at,
});

const rowOf = ({ workflowId, triggerId, eventId }: Dispatch) => ({
  workflow_id: workflowId,
  trigger_id: triggerId,
  event_id: eventId,
});

const ANNOUNCEMENT = {
  workflow_id: 'text',
  subject: 'text',
  event_id: 'text',
  trigger_id: 'text',
  token: 'text',
  emission: 'integer',
  at: 'text',
} as const;

export const announcementQueries = ({ db, batch, always }: Sql) => ({
  findHolders: batch({ workflow_id: 'text', subject: 'text' }, (input) =>
    db
      .selectFrom(input)
      .innerJoin('announcements', (join) =>
        join
          .onRef('announcements.workflow_id', '=', 'input.workflow_id')
          .onRef('announcements.subject', '=', 'input.subject'),
      )
      .leftJoin('dispatches', (join) =>
        join
          .onRef('dispatches.workflow_id', '=', 'announcements.workflow_id')
          .onRef('dispatches.trigger_id', '=', 'announcements.trigger_id')
          .onRef('dispatches.event_id', '=', 'announcements.event_id'),
      )
      .selectAll('announcements')
      .select(['dispatches.state', 'dispatches.lease_until', 'dispatches.token as current_token']),
  ),
  saveAnnouncements: batch(ANNOUNCEMENT, (input) =>
    db
      .insertInto('announcements')
      .columns(columnNames(ANNOUNCEMENT))
      .expression(db.selectFrom(input).selectAll().where(always))
      .onConflict((conflict) =>
        conflict.columns(['workflow_id', 'subject']).doUpdateSet(({ ref }) => ({
          event_id: ref('excluded.event_id'),
          trigger_id: ref('excluded.trigger_id'),
          token: ref('excluded.token'),
          emission: ref('excluded.emission'),
          at: ref('excluded.at'),
        })),
      ),
  ),
});
