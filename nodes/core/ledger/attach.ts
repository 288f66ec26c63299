import type { PaymentEvent } from '../event/paymentEvent';
import { foldCase, type FoldedCase } from './case';
import { newCase, withState } from './cases';
import { held, note, put, type Desk } from './desk';
import { isToldUnread, rowOf, toStore, type Incoming, type Policy } from './eventRow';
import { locate, type Located } from './locate';
import { mergeCases, oldest } from './merge';
import { components } from './obligations';
import { personalDigest, skeletonDigest } from './personal';
import type { Queries } from './queries';
import { namedCases, referenceNames } from './references';
import { isEvent, parsed } from './rows';
import { TABLES, type CaseRow, type EventRow } from './schema';
import { settlementBy } from './settlement';
import { clean } from './batch';
import type { Sql } from './sql';
import { lock, type Query, type Transaction } from './transaction';

export interface Attachment {
  readonly desk: Desk;
  /** By event id. */
  readonly events: ReadonlyMap<string, Attached>;
  /** By case id. */
  readonly folds: ReadonlyMap<string, FoldedCase>;
  /** Every event of each case, by case id. */
  readonly members: ReadonlyMap<string, readonly PaymentEvent[]>;
  /** For the caller to send, with what the desk gathered. */
  readonly writes: readonly Query<unknown>[];
}
export interface Attached {
  readonly isNew: boolean;
  readonly caseId: string;
  /** The event as the ledger now knows it. */
  readonly event: PaymentEvent;
}

/**
 * Brings events into their cases: finds each one's case by its references, opens one, or merges several into one;
 * then folds the case anew.
 */
export function* attach(
  queries: Queries,
  incoming: readonly Incoming[],
  policy: Policy,
  now: string,
): Transaction<Attachment> {
  const byId = new Map(incoming.map((item) => [clean(item.event.id), item]));
  const items = [...byId].map(([id, item]) => ({
    ...item,
    id,
    names: referenceNames(item.event),
    cases: namedCases(item.event),
  }));
  yield* lock(items.flatMap(({ id, names }) => [`event ${id}`, ...names]));
  const located = yield* locate(queries, items);

  const events = new Map<string, Attached>();
  const folds = new Map<string, FoldedCase>();
  const all = new Map<string, readonly PaymentEvent[]>();
  const written: Written = { added: [], replaced: [], references: new Map() };
  for (const group of components(items, (item) => evidence(item, located))) {
    const { caseId, members, fold } = yield* attachGroup(
      queries,
      group,
      located,
      policy,
      now,
      written,
    );
    folds.set(caseId, fold);
    all.set(caseId, [...members.values()]);
    for (const { id } of group) {
      const event = members.get(id);
      if (event) events.set(id, { isNew: !located.events.has(id), caseId, event });
    }
  }
  return { desk: located.desk, events, folds, members: all, writes: writesOf(queries, written) };
}

interface Item extends Incoming {
  readonly id: string;
  readonly names: readonly string[];
  readonly cases: readonly string[];
}

interface Written {
  readonly added: EventRow[];
  readonly replaced: EventRow[];
  readonly references: Map<string, string>;
}

/** What ties an event to others: its references, and the cases that these lead to. */
const evidence = ({ id, names, cases }: Item, { caseOf }: Located): readonly string[] => [
  ...names,
  ...[id, ...names, ...cases].flatMap((name) => caseOf.get(name) ?? []),
];

function* attachGroup(
  queries: Queries,
  group: readonly Item[],
  located: Located,
  policy: Policy,
  now: string,
  written: Written,
): Transaction<{ caseId: string; members: ReadonlyMap<string, PaymentEvent>; fold: FoldedCase }> {
  const { desk } = located;
  const ids = new Set(group.flatMap((item) => evidence(item, located)));
  const before = [...ids].flatMap((id) => desk.rows.get(id) ?? []);
  const survivor = oldest(before) ?? newCase(now);
  const others = before.filter(({ id }) => id !== survivor.id);
  if (before.length === 0) put(desk, survivor);

  const members = new Map<string, PaymentEvent>();
  for (const row of located.events.values()) {
    if (ids.has(row.case_id)) members.set(row.id, parsed(row.event, isEvent));
  }
  if (others.length > 0) {
    yield* mergeCases(queries, desk, survivor, others, members.values(), now);
  }
  const news: EventRow[] = [];
  for (const item of group) {
    const old = located.events.get(item.id);
    if (old && policy === 'keep') continue;
    const event = toStore(item.event, old, policy);
    const row = rowOf(item, event, survivor.id, policy, old);
    members.set(item.id, event);
    const isNews = old?.event !== row.event;
    if (!isNews && !isToldUnread(event, row, old)) continue;
    if (isNews) news.push(row);
    (old ? written.replaced : written.added).push(row);
    const known = new Set(old && referenceNames(parsed(old.event, isEvent)));
    for (const name of referenceNames(event)) {
      if (!located.caseOf.has(name) && !known.has(name)) written.references.set(name, survivor.id);
    }
  }

  const fold = foldCase([...members.values()]);
  const come = news.flatMap(({ id }) => members.get(id) ?? []);
  refold(desk, survivor.id, before, fold, come);
  for (const row of news) {
    const event = members.get(row.id);
    if (event)
      note(desk, survivor.id, now, { eventId: row.id, ...told(row, event, fold, located) });
  }
  return { caseId: survivor.id, members, fold };
}

/** Writes the new state. From open to settled is news, to be announced once by every workflow. */
function refold(
  desk: Desk,
  caseId: string,
  before: readonly CaseRow[],
  fold: FoldedCase,
  come: readonly PaymentEvent[],
): void {
  const row = held(desk, caseId);
  const next = withState(row, fold);
  const settles = fold.state.status === 'settled' && before.some(({ status }) => status === 'open');
  if (settles) {
    desk.checkpoints.add(caseId);
    put(desk, { ...next, settlement: settlementBy(come, caseId, row.audit_entries + 1) });
  } else if (next.state !== row.state) put(desk, next);
}

const told = (row: EventRow, event: PaymentEvent, fold: FoldedCase, { events }: Located) => ({
  action: events.has(row.id) ? 'completed' : 'received',
  detail: {
    type: event.type,
    occurredAt: event.occurredAt,
    digest: skeletonDigest(event),
    case: fold.state.status,
  },
  personal: row.salt === null ? undefined : personalDigest(row.salt, event),
});

const writesOf = (
  queries: Queries,
  { added, replaced, references }: Written,
): readonly Query<unknown>[] => [
  ...(added.length > 0 ? [queries.addEvents(added)] : []),
  ...(replaced.length > 0 ? [queries.replaceEvents(replaced)] : []),
  ...(references.size > 0
    ? [queries.addReferences([...references].map(([name, case_id]) => ({ name, case_id })))]
    : []),
];

export const attachQueries = ({ db, batch, insert }: Sql) => ({
  addEvents: batch(TABLES.events, (input) => insert('events', input)),
  replaceEvents: batch(TABLES.events, (input) =>
    db
      .updateTable('events')
      .from(input)
      .set(({ ref }) => ({
        case_id: ref('input.case_id'),
        type: ref('input.type'),
        attempt_key: ref('input.attempt_key'),
        customer_id: ref('input.customer_id'),
        occurred_at: ref('input.occurred_at'),
        known: ref('input.known'),
        event: ref('input.event'),
      }))
      .whereRef('events.id', '=', 'input.id'),
  ),
  addReferences: batch(TABLES.case_references, (input) => insert('case_references', input)),
});
