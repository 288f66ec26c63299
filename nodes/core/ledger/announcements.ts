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

/** The reach of what is told once, whichever workflow tells it. */
export const WHOLE_LEDGER = '*';

export type Answer = 'first' | 'repeat' | 'duplicate';

/**
 * Whether this dispatch may tell its workflow of a subject. One dispatch holds it; it passes on only when its holder
 * died, or was handed over anew because nobody finished it.
 */
export function mayTell(holder: Holder | undefined, me: Dispatch, now: string): Answer {
  if (!holder) return 'first';
  if (isSameDispatch(holder, me)) {
    // A node that ran twice under one token asks the same question twice, and gets the same answer.
    if (holder.token === me.token) return 'first';
    return me.emission > holder.emission ? 'repeat' : 'duplicate';
  }
  return holder.state === 'done' || isLive(holder, now) ? 'duplicate' : 'repeat';
}

export const isSameDispatch = (holder: Holder, me: Dispatch): boolean =>
  dispatchKey(holder) === dispatchKey(rowOf(me));

/** Whether the holder is still at work under the very token that it claimed with. */
export const isLive = (holder: Holder, now: string): boolean =>
  (holder.state === 'stored' || holder.state === 'claimed') &&
  holder.current_token === holder.token &&
  (holder.lease_until ?? '') > now;

export const holderOf = (row: AnnouncementRow, now: string): Holder => ({
  ...row,
  state: 'claimed',
  current_token: row.token,
  lease_until: later24(now),
});

/** Within one batch the holder is at work right now. */
const later24 = (now: string): string => new Date(Date.parse(now) + 86_400_000).toISOString();

export const announcement = (
  reach: string,
  subject: string,
  me: Dispatch,
  at: string,
): AnnouncementRow => ({
  ...rowOf(me),
  reach,
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
  reach: 'text',
  subject: 'text',
  workflow_id: 'text',
  event_id: 'text',
  trigger_id: 'text',
  token: 'text',
  emission: 'integer',
  at: 'text',
} as const;

export const announcementQueries = ({ db, batch, always }: Sql) => ({
  findHolders: batch({ reach: 'text', subject: 'text' }, (input) =>
    db
      .selectFrom(input)
      .innerJoin('announcements', (join) =>
        join
          .onRef('announcements.reach', '=', 'input.reach')
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
        conflict.columns(['reach', 'subject']).doUpdateSet(({ ref }) => ({
          workflow_id: ref('excluded.workflow_id'),
          event_id: ref('excluded.event_id'),
          trigger_id: ref('excluded.trigger_id'),
          token: ref('excluded.token'),
          emission: ref('excluded.emission'),
          at: ref('excluded.at'),
        })),
      ),
  ),
});
