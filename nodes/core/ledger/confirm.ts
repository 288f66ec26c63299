import { deskWrites, note } from './desk';
import { lockByEvents } from './lockCases';
import { claim } from './dispatches';
import type { Outcome } from './ledger';
import { keyed } from './personal';
import type { Queries } from './queries';
import { clean } from './batch';
import type { Sql } from './sql';
import { send, type Transaction } from './transaction';
import { TABLES } from './schema';

export function* confirm(
  queries: Queries,
  outcomes: readonly Outcome[],
  now: string,
): Transaction<void> {
  if (outcomes.length === 0) return;
  const ids = [...new Set(outcomes.map(({ dispatch }) => clean(dispatch.eventId)))];
  const { desk, caseOf, read } = yield* lockByEvents(
    queries,
    ids,
    queries.readAttempts(ids.map((id) => ({ id }))),
  );
  const known = new Map(read[0].map((row) => [row.id, row]));
  const rows = new Map<string, Parameters<Queries['saveOutcomes']>[0][number]>();
  for (const { dispatch, channel, audience, status, detail, subject } of outcomes) {
    const eventId = clean(dispatch.eventId);
    const caseId = caseOf.get(eventId);
    const salt = known.get(eventId)?.salt ?? undefined;
    const row = {
      workflow_id: dispatch.workflowId,
      attempt_key: known.get(eventId)?.attempt_key ?? eventId,
      subject,
      channel,
      audience,
      event_id: eventId,
      status,
      // What a channel answers may name the guest: it is kept where it can be erased, and not at all after erasing.
      detail: salt === undefined ? null : (detail ?? null),
      at: now,
    };
    const key = JSON.stringify([row.workflow_id, row.attempt_key, subject, channel, audience]);
    if (rows.get(key)?.status !== 'sent') rows.set(key, row);
    if (caseId === undefined) continue;
    note(desk, caseId, now, {
      action: 'alert',
      eventId,
      detail: { workflow: dispatch.workflowId, subject, channel, audience, status },
      personal: salt === undefined || detail === undefined ? undefined : keyed(salt, detail),
    });
  }
  yield* send(queries.saveOutcomes([...rows.values()]));
  yield* send(...deskWrites(queries, desk, now));
  // Whoever reports is at work: the lease starts anew.
  yield* claim(
    queries,
    outcomes.map(({ dispatch }) => dispatch),
    now,
  );
}

export const confirmQueries = ({ db, batch, insert }: Sql) => ({
  readAttempts: batch({ id: 'text' }, (input) =>
    db
      .selectFrom(input)
      .innerJoin('events', 'events.id', 'input.id')
      .select(['events.id', 'events.attempt_key', 'events.salt']),
  ),
  /** Once sent, an alert stays sent, whatever a later try comes to. */
  saveOutcomes: batch(TABLES.outcomes, (input) =>
    insert('outcomes', input).onConflict((conflict) =>
      conflict
        .columns(['workflow_id', 'attempt_key', 'subject', 'channel', 'audience'])
        .doUpdateSet(({ ref }) => ({
          event_id: ref('excluded.event_id'),
          status: ref('excluded.status'),
          detail: ref('excluded.detail'),
          at: ref('excluded.at'),
        }))
        .where('outcomes.status', '!=', 'sent'),
    ),
  ),
});
