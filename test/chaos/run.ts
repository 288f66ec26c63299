import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../e2e/host/log';
import { publishTemplate } from '../e2e/template';
import { declines, eventsOf } from './declines';
import { deliverAll } from './deliveries';
import { openInstallation, type Installation, type Mode, type StoreName } from './installation';
import { killAtRandom, signsOf, type Kill } from './kills';
import { randomFrom } from './random';
import { judge, type Verdict } from './verdict';

export interface ChaosOptions {
  /** How many payments are declined. */
  readonly events: number;
  readonly kills: number;
  readonly store: StoreName;
  readonly mode: Mode;
  readonly seed: number;
}

export interface Report extends Verdict {
  readonly kills: readonly Kill[];
  readonly refused: number;
  /** From the first delivery to the last event done, in seconds. */
  readonly seconds: number;
  /** How much of it came after the last delivery and the last kill. */
  readonly secondsToSettle: number;
}

const TIMES = 5;
const CONNECTIONS = 6;
/** Deliveries a second: slow enough that n8n, which is down half of the time, gets something done between two kills. */
const RATE = 40;
/** As long as a claim may last, and a visit of the Payment Follow-Up Trigger. */
const PATIENCE = 330_000;

/** Lets a restaurant's evening come in while n8n is killed again and again, and says what became of it. */
export async function runChaos(options: ChaosOptions, log: Log): Promise<Report> {
  const random = randomFrom(options.seed);
  const installation = await openInstallation(options.mode, options.store);
  try {
    const { restaurant } = installation;
    await publishTemplate(restaurant);
    const { stripe } = restaurant.internet;
    const all = await declines(stripe, options.events, random);
    const events = eventsOf(all, random);
    const started = performance.now();
    const signs = signsOf(installation);
    const deliveries = deliverAll({
      stripe,
      events,
      times: TIMES,
      connections: CONNECTIONS,
      rate: RATE,
      random,
      onNew: () => signs.give('received'),
    });
    const killing = killAtRandom(installation, deliveries, {
      kills: options.kills,
      deliveries: TIMES * events.length,
      random,
      signs,
      onKill: ({ part, after, inFlight }) =>
        log(
          `${seconds(started)} s: killed ${part} after ${after}, ${deliveries.taken()} deliveries taken, ${inFlight.size} events in flight`,
        ),
      onStart: (part) => log(`${seconds(started)} s: ${part} is at work again`),
    });
    killing.catch(() => {
      deliveries.stop();
    });
    const [kills] = await Promise.all([killing, deliveries.done]);
    log(`${seconds(started)} s: all deliveries are taken`);
    const quietFrom = performance.now();
    await settled(installation);
    const secondsToSettle = seconds(quietFrom);
    await restaurant.internet.traffic.quiet();
    const verdict = await judge(installation, all, kills);
    return {
      ...verdict,
      kills,
      refused: deliveries.refused(),
      seconds: seconds(started),
      secondsToSettle,
    };
  } finally {
    await installation.close();
  }
}

const seconds = (since: number): number => Math.round((performance.now() - since) / 1000);

/** Waits until everything is done or dead, or nothing more can be hoped for. */
async function settled({ read }: Installation): Promise<void> {
  const late = Date.now() + PATIENCE;
  for (;;) {
    const left = await read(
      `select event_id from {}dispatches where state in ('stored', 'claimed')`,
    );
    if (left.length === 0 || Date.now() > late) return;
    await pause(1000);
  }
}

const flightsOf = ({ kills }: Report): readonly number[] =>
  kills.map(({ inFlight }) => inFlight.size).sort((a, b) => a - b);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0);

/** Why a run shows nothing, or shows that something is wrong. */
export const failings = (report: Report): readonly string[] => [
  ...report.broken,
  ...(report.dead > 0 ? [`${report.dead} events ended dead`] : []),
  ...(sum(flightsOf(report)) === 0 ? ['No kill interrupted anything'] : []),
];

export const summary = (report: Report): string => {
  const flights = flightsOf(report);
  const failed = failings(report);
  return [
    `kills: ${report.kills.length}; events in flight at a kill: ${flights[0] ?? 0} to ${flights.at(-1) ?? 0}, ${sum(flights)} in all`,
    `deliveries that had to be repeated: ${report.refused}`,
    `staff messages repeated: ${report.staffRepeats}; guests told: ${report.guestsTold}; left to staff: ${report.guestsUnresolved}`,
    `paid before anybody was told: ${report.untold}; orders of which staff heard that they are settled: ${report.settled}`,
    `dead: ${report.dead}; most hand-overs of one event: ${report.mostEmissions}`,
    `seconds: ${report.seconds}, of which ${report.secondsToSettle} to settle`,
    ...(failed.length === 0
      ? ['every promise held']
      : [`${failed.length} broken promises:`, ...failed.map((promise) => `  ${promise}`)]),
  ].join('\n');
};

/** The same in one line. */
export const inOneLine = (report: Report): string => {
  const failed = failings(report);
  const flights = sum(flightsOf(report));
  return `${report.kills.length} kills, ${flights} events in flight, ${report.seconds} s: ${failed.length === 0 ? 'every promise held' : `${failed.length} broken promises`}`;
};
