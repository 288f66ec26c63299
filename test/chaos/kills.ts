import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { SLACK } from '../sandbox/slack';
import { STRIPE } from '../sandbox/stripe';
import { TWILIO } from '../sandbox/twilio';
import type { Deliveries } from './deliveries';
import type { Installation } from './installation';
import type { Random } from './random';

/** A kill, and what it interrupted. */
export interface Kill {
  readonly part: string;
  /** What had just happened. */
  readonly after: Sign;
  /** The events that were stored and not done. */
  readonly inFlight: ReadonlySet<string>;
}

/** What shows that an event is on its way: it was taken in, or it is being read, told to staff, or told to a guest. */
export type Sign = 'received' | typeof STRIPE | typeof SLACK | typeof TWILIO;
const SIGNS = ['received', STRIPE, SLACK, TWILIO] as const;

/** Deliveries that are kept for each kill, so that something is on its way however long n8n took to start. */
const KEPT = 40;
const PATIENCE = 10_000;
/** Long enough to reach any later point of the workflow. */
const LONGEST_AFTER = 200;

export interface Signs {
  readonly give: (sign: Sign) => void;
  readonly await: (sign: Sign) => Promise<void>;
}

export function signsOf({ restaurant: { internet } }: Installation): Signs {
  const emitter = new EventEmitter();
  internet.traffic.listen(({ host }) => void emitter.emit(host));
  return {
    give: (sign) => void emitter.emit(sign),
    // Where nothing of the kind happens any more, the moment is as good as any.
    await: async (sign) => {
      await once(emitter, sign, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => undefined);
    },
  };
}

export interface KillOptions {
  readonly kills: number;
  /** How many deliveries there are in all: the kills are spread over them. */
  readonly deliveries: number;
  readonly random: Random;
  readonly signs: Signs;
  readonly onKill: (kill: Kill) => void;
  readonly onStart: (part: string) => void;
}

/** Kills one part after another at random moments while events come in, and starts each again. */
export async function killAtRandom(
  { parts, read }: Installation,
  { taken, holdAt }: Deliveries,
  { kills, deliveries, random, signs, onKill, onStart }: KillOptions,
): Promise<readonly Kill[]> {
  const share = deliveries / (kills + 1);
  const moments = Array.from({ length: kills }, (_, n) => (n + random.below(1000) / 1000) * share);
  const done: Kill[] = [];
  for (const [index, moment] of moments.entries()) {
    const part = parts[index % parts.length];
    if (part === undefined) throw new Error('There is nothing to kill');
    while (taken() < moment) await pause(20);
    holdAt(taken() + KEPT);
    const after = random.pick(SIGNS);
    await signs.await(after);
    await pause(random.below(LONGEST_AFTER));
    await part.kill();
    const rows = await read(
      `select event_id from {}dispatches where state in ('stored', 'claimed')`,
    );
    const inFlight = new Set(rows.map((row) => String(row['event_id'])));
    const kill = { part: part.name, after, inFlight };
    onKill(kill);
    done.push(kill);
    holdAt(moments[index + 1] ?? Infinity);
    await part.start();
    onStart(part.name);
  }
  return done;
}
