import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '../../nodes/core/event/json';
import type { FakeStripe } from '../sandbox/stripe';
import type { Random } from './random';

export interface Deliveries {
  /** How many were answered with success so far. */
  readonly taken: () => number;
  /** How many were not, and had to be delivered again. */
  readonly refused: () => number;
  /** Holds the others back once so many are taken. */
  readonly holdAt: (limit: number) => void;
  /** Resolves when all are taken, or none is to be delivered any more. */
  readonly done: Promise<void>;
  readonly stop: () => void;
}

export interface DeliverOptions {
  readonly stripe: FakeStripe;
  /** About in the order in which they come in. */
  readonly events: readonly JsonObject[];
  /** How often each is delivered. */
  readonly times: number;
  readonly connections: number;
  /** How many are delivered in a second, over all connections. */
  readonly rate: number;
  readonly random: Random;
  /** Hears of each event that is taken for the first time. */
  readonly onNew: () => void;
}

const UNTIL_AGAIN = 300;
/** Out of how many events in a row the next one comes: the first copies are to come all evening, not all at once. */
const NEAR = 40;

/** Delivers every event several times, in no order, over several connections; what is refused comes back later. */
export function deliverAll(options: DeliverOptions): Deliveries {
  const { stripe, connections, rate, random, onNew } = options;
  const queue = shuffled(options);
  const all = queue.length;
  const seen = new Set<JsonObject>();
  let taken = 0;
  let refused = 0;
  let limit = Infinity;
  let stopped = false;

  async function connection(): Promise<void> {
    while (taken < all && !stopped) {
      const next = taken < limit ? queue.pop() : undefined;
      if (next === undefined) {
        // Held back, or the other connections have the last ones, which may come back.
        await pause(UNTIL_AGAIN);
        continue;
      }
      const answers = await stripe.send(next);
      if (answers.length > 0 && answers.every(({ status }) => status >= 200 && status < 300)) {
        taken += 1;
        if (!seen.has(next)) onNew();
        seen.add(next);
        await pause((2 * random.below(1000) * connections) / rate);
      } else {
        refused += 1;
        queue.splice(-random.below(NEAR), 0, next);
        await pause(UNTIL_AGAIN);
      }
    }
  }

  const holdAt = (at: number): void => {
    limit = at;
  };
  const stop = (): void => {
    stopped = true;
  };
  const done = Promise.all(Array.from({ length: connections }, connection)).then(() => undefined);
  return { taken: () => taken, refused: () => refused, holdAt, done, stop };
}

/** The last comes first. */
const shuffled = ({ events, times, random }: DeliverOptions): JsonObject[] =>
  events
    .flatMap((event, n) =>
      Array.from({ length: times }, () => ({
        event,
        rank: n + random.below(NEAR * 1000) / 1000,
      })),
    )
    .sort((a, b) => b.rank - a.rank)
    .map(({ event }) => event);
