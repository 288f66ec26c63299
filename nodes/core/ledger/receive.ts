import type { PaymentEvent } from '../event/paymentEvent';
import { later } from '../event/reading';
import { attach } from './attach';
import { deskWrites } from './desk';
import { dispatchOf, handOver } from './dispatches';
import type { NewEvent, Receipt, Subscriber } from './ledger';
import type { Queries } from './queries';
import type { DispatchRow } from './schema';
import { isBadNews } from './subject';
import { clean } from './batch';
import { run, send, type Transaction } from './transaction';

/** How long a hand-over may stay unclaimed before a redelivery hands the event over again, in seconds. */
const UNCLAIMED = 60;

export function* receive(
  queries: Queries,
  ledger: string,
  events: readonly NewEvent[],
  subscriber: Subscriber,
  now: string,
  how: 'delivered' | 'listed',
): Transaction<readonly Receipt[]> {
  if (events.length === 0) return [];
  const first = new Map<string, NewEvent>();
  for (const item of events) {
    const id = clean(item.event.id);
    if (!first.has(id)) first.set(id, item);
  }
  const batch = [...first];
  const place = { workflow_id: subscriber.workflowId, trigger_id: subscriber.triggerId };

  const attached = yield* attach(queries, [...first.values()], 'keep', now);
  // Nobody can have been handed what was stored only now.
  const old = batch.filter(([id]) => attached.events.get(id)?.isNew === false);
  const rows =
    old.length === 0
      ? []
      : yield* run(queries.findDispatches(old.map(([event_id]) => ({ ...place, event_id }))));
  const handed = new Map(rows.map((row) => [row.event_id, row]));

  const written = new Map<string, DispatchRow>();
  for (const [event_id, { emit, extra }] of batch) {
    const before = handed.get(event_id);
    const next = {
      ...place,
      event_id,
      ...handOver((before?.emission ?? 0) + 1, now, queries.processId),
      execution_id: before?.execution_id ?? null,
      extra: extra ? JSON.stringify(extra) : (before?.extra ?? null),
    };
    if (!before) written.set(event_id, emit ? next : { ...next, state: 'done' });
    // A gateway lists what it delivered long ago as well: that says nothing of a hand-over that was lost.
    else if (emit && how === 'delivered' && isUnclaimed(before, now)) written.set(event_id, next);
    else if (how === 'listed' && isUnread(before, attached.events.get(event_id)?.event, now))
      written.set(event_id, next);
  }
  yield* send(
    ...attached.writes,
    ...deskWrites(queries, attached.desk, now),
    ...(written.size > 0 ? [queries.saveDispatches([...written.values()])] : []),
  );

  const seen = new Set<string>();
  return events.map(({ event }) => {
    const id = clean(event.id);
    // The same event twice in one delivery is new, and handed over, once.
    const again = seen.has(id);
    seen.add(id);
    const row = again ? undefined : written.get(id);
    return {
      eventId: id,
      isNew: !again && attached.events.get(id)?.isNew === true,
      ...(row?.state === 'stored' && { dispatch: dispatchOf(row, ledger) }),
    };
  });
}

/** How often an event is read again that could not be read. */
const READINGS = 3;

/**
 * Whether it went its way without what a read would have told, and might settle its case, or was left to be read again
 * and nobody did. Bad news is not told twice for the sake of a detail.
 */
const isUnread = (
  { state, emission, due_at }: DispatchRow,
  event: PaymentEvent | undefined,
  now: string,
): boolean =>
  (state === 'done' || (state === 'stored' && due_at <= now)) &&
  emission < READINGS &&
  event?.incomplete === true &&
  !isBadNews(event);

const isUnclaimed = ({ state, handed_at }: DispatchRow, now: string): boolean =>
  state === 'stored' && later(handed_at, UNCLAIMED) < now;
