import { setImmediate as breath } from 'node:timers/promises';
import type { PaymentEvent } from '../event/paymentEvent';
import { deskWrites, note } from './desk';
import { lockByEvents } from './lockCases';
import type { Erasable } from './ledger';
import { skeleton } from './personal';
import type { Queries } from './queries';
import { isEvent, parsed } from './rows';
import type { Sql } from './sql';
import type { Store } from './store';
import { run, send, type Transaction } from './transaction';

/** Of whom the gateway gave no id, every event has to be looked at: so many at a time, and others may write between. */
const SLICE = 500;

/** Forgets a customer. What remains of an event still proves what happened, and no longer to whom. */
export async function erase(
  queries: Queries,
  transact: Store['transact'],
  whom: Erasable,
  now: () => string,
): Promise<number> {
  if (whom.by !== 'contact') return await transact(() => eraseKnown(queries, whom, now()));
  let all = 0;
  // What is stored or completed while others are looked at is found by the next pass: the last one finds nobody.
  for (;;) {
    const found = await erasePass(queries, transact, whom, now);
    if (found === 0) return all;
    all += found;
  }
}

async function erasePass(
  queries: Queries,
  transact: Store['transact'],
  whom: Contact,
  now: () => string,
): Promise<number> {
  let found = 0;
  for (let after = ''; ;) {
    const { erased, last } = await transact(() => eraseSlice(queries, whom, after, now()));
    found += erased;
    if (last === undefined) return found;
    after = last;
    await breath();
  }
}

type Contact = Extract<Erasable, { readonly by: 'contact' }>;

function* eraseKnown(
  queries: Queries,
  whom: Exclude<Erasable, Contact>,
  now: string,
): Transaction<number> {
  const found = yield* run(
    whom.by === 'case'
      ? queries.eventsOfCase(whom.caseId)
      : queries.eventsOfCustomer(whom.gateway, whom.account, whom.customerId),
  );
  const isTheirs = ({ customer }: PaymentEvent): boolean =>
    whom.by === 'case' || customer.id === whom.customerId;
  return yield* eraseFound(
    queries,
    found.map(({ id }) => id),
    isTheirs,
    now,
  );
}

function* eraseSlice(
  queries: Queries,
  { email, phone }: Contact,
  after: string,
  now: string,
): Transaction<{ readonly erased: number; readonly last: string | undefined }> {
  const address = email?.toLowerCase();
  const isTheirs = ({ customer }: PaymentEvent): boolean =>
    (address !== undefined && customer.email?.trim().toLowerCase() === address) ||
    (phone !== undefined && customer.phone === phone);
  const rows = yield* run(queries.eventsAfter(after, SLICE));
  const theirs = rows.filter(({ event }) => isTheirs(parsed(event, isEvent)));
  const erased = yield* eraseFound(
    queries,
    theirs.map(({ id }) => id),
    isTheirs,
    now,
  );
  return { erased, last: rows.length < SLICE ? undefined : rows.at(-1)?.id };
}

function* eraseFound(
  queries: Queries,
  ids: readonly string[],
  isTheirs: (event: PaymentEvent) => boolean,
  now: string,
): Transaction<number> {
  if (ids.length === 0) return 0;
  const { desk, caseOf } = yield* lockByEvents(queries, ids);
  // Read again under the locks: an event may have been completed, or erased, while we waited for them.
  const rows = yield* run(queries.readEvents(ids.map((id) => ({ id }))));
  const mine = rows.flatMap(({ id, event: text, salt }) => {
    const event = parsed(text, isEvent);
    return salt !== null && isTheirs(event) ? [{ id, event: JSON.stringify(skeleton(event)) }] : [];
  });
  if (mine.length === 0) return 0;
  yield* send(queries.eraseEvents(mine), queries.eraseOutcomes(mine.map(({ id }) => ({ id }))));
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
      .select('id')
      .where('customer_id', '=', customerId)
      .where('gateway', '=', gateway)
      .where('account', '=', account),
  /** A case that was merged into another is known under its old id too. */
  eventsOfCase: (caseId: string) =>
    db
      .selectFrom('cases')
      .innerJoin('events', (join) =>
        join.on(({ eb, ref, fn }) =>
          eb(ref('events.case_id'), '=', fn.coalesce('cases.merged_into', 'cases.id')),
        ),
      )
      .select('events.id')
      .where('cases.id', '=', caseId),
  eventsAfter: (id: string, limit: number) =>
    db
      .selectFrom('events')
      .select(['id', 'event'])
      .where('id', '>', id)
      .where('salt', 'is not', null)
      .orderBy('id')
      .limit(limit),
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
