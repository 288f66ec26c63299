import { randomUUID } from 'node:crypto';
import type { Log } from '../event/logEntry';
import type { Cursor, Ledger, Subscriber } from '../ledger/ledger';
import type { ApiClient, ApiRequest, Backfill, Look } from './adapter';
import { prepareEvents, type Preparation } from './prepareEvents';
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
  /** Why the look ended early, if it did. What it found is stored; the next look begins where this one began. */
  readonly failure?: Error;
}

/** How long a look may be silent before another process takes it over, in seconds: longer than any one read. */
const LEASE = 120;

/** Gateways list up to hundreds of events on a page; one that pages in circles ends here. */
const MOST_READS = 2_000;

/**
 * Stores what the gateway lists since the last look, and says what to emit. All is stored before anything is emitted,
 * so that nobody is told of a failure that was settled meanwhile. The first look only notes when listening began.
 */
export async function backfill(task: Backfilling, means: Backfill): Promise<Backfilled> {
  const { ledger, subscriber } = task;
  const name = `backfill ${JSON.stringify(subscriber)}`;
  const holder = randomUUID();
  const keep = () => ledger.lease(name, holder, LEASE, task.now());
  if (!(await keep())) return { emit: [] };
  try {
    const begun = task.now();
    const cursor = await ledger.cursor(subscriber);
    const seen = cursor ? await look(task, means, lookOf(task, means, cursor, begun), keep) : DONE;
    if (seen.isWhole) {
      await ledger.moveCursor(subscriber, { since: cursor?.since ?? begun, until: begun });
    }
    const emit = seen.emit.toSorted((a, b) => (a.event.occurredAt < b.event.occurredAt ? -1 : 1));
    return seen.failure ? { emit, failure: seen.failure } : { emit };
  } finally {
    await ledger.release(name, holder);
  }
}

interface Seen extends Backfilled {
  readonly isWhole: boolean;
}
const DONE: Seen = { emit: [], isWhole: true };

async function look(
  task: Backfilling,
  means: Backfill,
  span: Look,
  keep: () => Promise<boolean>,
): Promise<Seen> {
  const emit: Emitted[] = [];
  try {
    const waiting: ApiRequest[] = [...means.reads(span)];
    for (let reads = 0; ; reads += 1) {
      const asked = waiting.shift();
      if (!asked) return { emit, isWhole: true };
      if (reads === MOST_READS) throw endless(task, span);
      const { events: raw, more } = means.read(await task.client(asked), asked, span);
      const { events, failed } = prepareEvents(task, raw, span.account);
      for (const why of failed) task.log('event_unreadable', { gateway: task.adapter.id, why });
      emit.push(...(await storeEvents(task.ledger, task.subscriber, events, span.to)));
      waiting.push(...more);
      // Whoever took over meanwhile begins where this look began, and finishes it.
      if (!(await keep())) return { emit, isWhole: false };
    }
  } catch (failure) {
    return {
      emit,
      isWhole: false,
      failure: failure instanceof Error ? failure : new Error(String(failure)),
    };
  }
}

function lookOf(
  { account, supplied }: Backfilling,
  { keeps, overlap }: Backfill,
  { since, until }: Cursor,
  to: string,
): Look {
  const [, , from = since] = [since, before(until, overlap), before(to, keeps)].toSorted();
  return { ...supplied, account, from, to };
}

const before = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) - seconds * 1000).toISOString();

const endless = ({ adapter }: Backfilling, { from }: Look): Error =>
  new Error(`${adapter.title} lists without end: ${MOST_READS} pages of events since ${from}.`);
