import { later } from '../event/reading';
import { LEASE, dispatchKey } from './dispatches';
import type { Dispatch } from './ledger';
import { FREED_AT_ONCE, SILENCE } from './processes';
import { TABLES, allOf, type AnnouncementRow } from './schema';
import type { Sql } from './sql';

/** What a holder of an announcement and its dispatch look like now. */
export interface Holder extends AnnouncementRow {
  readonly state: string | null;
  readonly lease_until: string | null;
  /** When the process that has the holder's dispatch was last seen alive, if ever. */
  readonly seen_at: string | null;
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
  return isFinished(holder) || isLive(holder, now) ? 'duplicate' : 'repeat';
}

/**
 * Whether the holder came to its end under the very token that it claimed with. Where that was another, the execution that
 * claimed was cut short, and the one that ended it had nothing more to tell.
 */
export const isFinished = ({ state, current_token, token }: Holder): boolean =>
  state === 'done' && current_token === token;

export const isSameDispatch = (holder: Holder, me: Dispatch): boolean =>
  dispatchKey(holder) === dispatchKey(rowOf(me));

/** Whether the holder is still at work under the very token that it claimed with. */
export const isLive = (holder: Holder, now: string): boolean =>
  (holder.state === 'stored' || holder.state === 'claimed') &&
  holder.current_token === holder.token &&
  (holder.lease_until ?? '') > now &&
  !isSilent(holder, now);

/** What `unfinished` frees before its lease has run out. */
const isSilent = ({ emission, lease_until, seen_at }: Holder, now: string): boolean =>
  emission <= FREED_AT_ONCE &&
  (lease_until ?? '') < later(now, LEASE - SILENCE) &&
  (seen_at ?? '') < later(now, -SILENCE);

/** Within one batch the holder is at work right now. */
export const holderOf = (row: AnnouncementRow): Holder => ({
  ...row,
  state: 'claimed',
  current_token: row.token,
  lease_until: ALWAYS,
  seen_at: ALWAYS,
});

const ALWAYS = '9999-12-31T23:59:59.999Z';

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

export const announcementQueries = ({ db, batch, insert }: Sql, processId: string) => ({
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
      .leftJoin('processes', 'processes.id', 'dispatches.process_id')
      .select(allOf('announcements'))
      .select(['dispatches.state', 'dispatches.lease_until', 'dispatches.token as current_token'])
      // Whoever asks is alive, however late its heart beats.
      .select(({ eb, ref, val }) =>
        eb
          .case()
          .when('dispatches.process_id', '=', processId)
          .then(val(ALWAYS))
          .else(ref('processes.seen_at'))
          .end()
          .as('seen_at'),
      ),
  ),
  saveAnnouncements: batch(TABLES.announcements, (input) =>
    insert('announcements', input).onConflict((conflict) =>
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
