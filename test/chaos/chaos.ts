import { parseArgs } from 'node:util';
import { ensureHost } from '../e2e/host/install';
import { toConsole as log } from '../e2e/host/log';
import { ensurePack } from '../e2e/host/pack';
import { failings, inOneLine, runChaos, summary, type ChaosOptions } from './run';

/** `npm run chaos`: an evening on which n8n is killed fifty times; in each of its set-ups, unless one is named. */

type Setting = Pick<ChaosOptions, 'store' | 'mode'>;
const SETTINGS: readonly Setting[] = [
  { store: 'sqlite', mode: 'regular' },
  { store: 'postgres', mode: 'regular' },
  // The embedded ledger is refused in queue mode.
  { store: 'postgres', mode: 'queue' },
];

function options(): readonly ChaosOptions[] {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '1000' },
      kills: { type: 'string', default: '50' },
      store: { type: 'string' },
      mode: { type: 'string' },
      runs: { type: 'string', default: '1' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    },
  });
  const settings = settingsOf(values.store, values.mode);
  const events = whole('events', values.events);
  const kills = whole('kills', values.kills);
  const seed = whole('seed', values.seed);
  return Array.from({ length: whole('runs', values.runs) }, () => settings)
    .flat()
    .map((setting, n) => ({ events, kills, ...setting, seed: seed + n }));
}

function settingsOf(store: string | undefined, mode: string | undefined): readonly Setting[] {
  if (store === undefined && mode === undefined) return SETTINGS;
  const named = mode ?? 'regular';
  const fitting = SETTINGS.find(
    (one) => one.mode === named && (store === undefined || one.store === store),
  );
  if (!fitting)
    throw new Error('--store is sqlite or postgres, --mode is regular, or queue on Postgres');
  return [fitting];
}

function whole(name: string, given: string): number {
  if (!/^\d+$/.test(given)) throw new Error(`--${name} is a whole number`);
  return Number(given);
}

async function main(): Promise<void> {
  const chosen = options();
  process.env.E2E_HOST ??= await ensureHost(log);
  process.env.E2E_NODES ??= await ensurePack(log);
  const lines: string[] = [];
  for (const one of chosen) lines.push(`${asArguments(one)}: ${await run(one)}`);
  log(lines.join('\n'));
}

/** What came of it, in one line. */
async function run(chosen: ChaosOptions): Promise<string> {
  log(`The same again: npm run chaos -- ${asArguments(chosen)}`);
  try {
    const report = await runChaos(chosen, log);
    log(summary(report));
    if (failings(report).length > 0) process.exitCode = 1;
    return inOneLine(report);
  } catch (error) {
    process.exitCode = 1;
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 'it did not come to its end';
  }
}

const asArguments = (chosen: ChaosOptions): string =>
  Object.entries(chosen)
    .map(([name, value]) => `--${name} ${value}`)
    .join(' ');

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});
