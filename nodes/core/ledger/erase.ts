import { deskWrites, lockByEvents, note } from './cases';
import { skeleton } from './personal';
import type { Queries } from './queries';
import { isEvent, parsed } from './rows';
import type { Sql } from './sql';
import { run, send, type Transaction } from './transaction';

/** Forgets a customer. What remains of an event still proves what happened, and no longer to whom. */
export function* erase(
  queries: Queries,
  gateway: string,
  account: string,
  customerId: string,
  now: string,
): Transaction<number> {
  const found = yield* run(queries.eventsOfCustomer(gateway, account, customerId));
  const { desk, caseOf } = yield* lockByEvents(
    queries,
    found.map(({ id }) => id),
  );
  // Read again under the locks: an event may have been completed while we waited for them.
  const rows = yield* run(queries.eventsOfCustomer(gateway, account, customerId));
  const mine = rows.filter(({ id }) => caseOf.has(id));
  if (mine.length === 0) return 0;
  yield* send(
    queries.eraseEvents(
      mine.map(({ id, event }) => ({
        id,
        event: JSON.stringify(skeleton(parsed(event, isEvent))),
      })),
    ),
    queries.eraseOutcomes(mine.map(({ id }) => ({ id }))),
  );
  for (const { id } of mine) {
    const caseId = caseOf.get(id);
    if (caseId !== undefined)
      note(desk, caseId, now, { action: 'erased', eventId: id, detail: {} });
  }
  yield* send(...deskWrites(queries, desk, now));
  return mine.length;
}

export const eraseQueries = ({ db, batch }: Sql) => ({
  eventsOfCustomer: (gateway: string, account: string, customerId: string) =>
    db
      .selectFrom('events')
      .select(['id', 'event'])
      .where('customer_id', '=', customerId)
      .where('gateway', '=', gateway)
      .where('account', '=', account)
      .orderBy('id'),
  eraseEvents: batch({ id: 'text', event: 'text' }, (input) =>
    db
      .updateTable('events')
      .from(input)
      .set(({ ref }) => ({ event: ref('input.event'), raw: null, salt: null, customer_id: null }))
      .whereRef('events.id', '=', 'input.id'),
  ),
  eraseOutcomes: batch({ id: 'text' }, (input) =>
    db
      .updateTable('outcomes')
      .from(input)
      .set({ detail: null })
      .whereRef('outcomes.event_id', '=', 'input.id'),
  ),
});
