import { randomUUID } from 'node:crypto';
import type { Log } from '../event/logEntry';
import { later, wholeSecond } from '../event/reading';
import type { Cursor, Ledger, Subscriber } from '../ledger/ledger';
import type { ApiClient, ApiRequest } from './apiClient';
import type { Backfill, Look } from './look';
import { prepareEvents, type Preparation, type Prepared } from './prepareEvents';
import { storeEvents, type Emitted } from './storeEvents';

/** One trigger's look for events that were not delivered. */
export interface Backfilling extends Preparation {
  readonly client: ApiClient;
  readonly ledger: Ledger;
  readonly subscriber: Subscriber;
  readonly account: string;
  readonly now: () => string;
  readonly log: Log;
}

export interface Backfilled {
  /** What to emit, oldest first. */
  readonly emit: readonly Emitted[];
  /** What nobody had delivered to this trigger so far. */
  readonly fresh: readonly Prepared[];
  /** Whether the look came to its end: it did not where it failed, or somebody else is at it. */
  readonly isDone: boolean;
  /** Why the look ended early, if it did. What it found is stored; the next look begins where this one began. */
  readonly failure?: Error;
}

/** How long a look may be silent before another process takes it over, in seconds: longer than any one read. */
const LEASE = 120;

/**
 * Gateways list up to hundreds of events on a page; one that pages in circles ends here. What a page only names is read
 * one by one, and counts as no page: such a read leads to no other.
 */
const MOST_PAGES = 2_000;

/**
 * Stores what the gateway lists since the last look, and says what to emit. All is stored before anything is emitted,
 * so that nobody is told of a failure that was settled meanwhile. The first look only notes when listening began.
 */
export async function backfill(task: Backfilling, means: Backfill): Promise<Backfilled> {
  const { ledger, subscriber } = task;
  const name = `backfill ${JSON.stringify(subscriber)}`;
  const holder = randomUUID();
  const keep = () => ledger.lease(name, holder, LEASE, task.now());
  const found: Found = { emit: [], fresh: [] };
  if (!(await keep())) return { ...found, isDone: false };
  try {
    const begun = task.now();
    const known = await ledger.cursor(subscriber);
    const cursor = known ? righted(known, begun) : { since: begun, until: begun };
    for (const { span, reads } of looks(task, means, cursor, begun)) {
      // Whoever took over meanwhile begins where this look began, and finishes it.
      if (!(await look(task, means, span, reads, keep, found))) return { ...found, isDone: false };
    }
    await ledger.moveCursor(subscriber, { ...cursor, until: begun });
    return { ...inOrder(found), isDone: true };
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    return { ...inOrder(found), isDone: false, failure };
  } finally {
    await ledger.release(name, holder);
  }
}

interface Found {
  readonly emit: Emitted[];
  readonly fresh: Prepared[];
}

const inOrder = ({ emit, fresh }: Found): Found => ({
  emit: emit.toSorted((a, b) => Date.parse(a.event.occurredAt) - Date.parse(b.event.occurredAt)),
  fresh,
});

/** Reads page after page. Answers whether it came to the end. */
async function look(
  task: Backfilling,
  means: Backfill,
  span: Look,
  first: readonly ApiRequest[],
  keep: () => Promise<boolean>,
  found: Found,
): Promise<boolean> {
  const waiting = [...first];
  let pages = 0;
  for (let asked = waiting.shift(); asked; asked = waiting.shift()) {
    const { events: raw, more } = means.read(await task.client(asked), asked, span);
    const { events, failed } = prepareEvents(task, raw, span.account);
    for (const why of failed) task.log('event_unreadable', { gateway: task.adapter.id, why });
    const { emit, fresh } = await storeEvents(
      task.ledger,
      task.subscriber,
      events,
      span.to,
      'listed',
    );
    found.emit.push(...emit);
    found.fresh.push(...fresh);
    if (more.length > 0) pages += 1;
    if (pages > MOST_PAGES) throw endless(task, span);
    waiting.push(...more);
    if (!(await keep())) return false;
  }
  return true;
}

/** What a clock noted that was ahead says nothing: all since listening began is asked for, and once more is free. */
function righted(cursor: Cursor, now: string): Cursor {
  const since = cursor.since < now ? cursor.since : now;
  return { ...cursor, since, until: cursor.until > now ? since : cursor.until };
}

interface Reads {
  readonly span: Look;
  readonly reads: readonly ApiRequest[];
}

/** What there is to read: what happened since the last look, and once what an earlier ledger may have missed. */
function looks(
  { account, supplied }: Backfilling,
  { keeps, overlap, reads, undelivered }: Backfill,
  { since, until, undeliveredSince }: Cursor,
  to: string,
): readonly Reads[] {
  // Most gateways write no smaller time: what happened in the second in which listening began is not before it.
  const from = wholeSecond(latest([since, later(until, -overlap), later(to, -keeps)]));
  const span = { ...supplied, account, from, to };
  const earlier = { ...span, from: undeliveredSince ?? since };
  return [
    ...(since === to ? [] : [{ span, reads: reads(span) }]),
    ...(undelivered && earlier.from < since
      ? [{ span: earlier, reads: undelivered.reads({ ...earlier, to: since }) }]
      : []),
  ];
}

const latest = (instants: readonly string[]): string =>
  instants.reduce((last, one) => (one > last ? one : last));

const endless = ({ adapter }: Backfilling, { from }: Look): Error =>
  new Error(`${adapter.title} lists without end: ${MOST_PAGES} pages of events since ${from}.`);
