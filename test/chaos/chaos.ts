import { parseArgs } from 'node:util';
import { ensureHost } from '../e2e/host/install';
import { toConsole as log } from '../e2e/host/log';
import { ensurePack } from '../e2e/host/pack';
import { runChaos, summary, type ChaosOptions } from './run';

/** `npm run chaos`: an evening on which n8n is killed fifty times. */

function options(): ChaosOptions {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '1000' },
      kills: { type: 'string', default: '50' },
      store: { type: 'string', default: 'sqlite' },
      mode: { type: 'string', default: 'regular' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 32)) },
    },
  });
  const { mode, store } = values;
  if (mode !== 'regular' && mode !== 'queue') throw new Error('--mode is regular or queue');
  if (store !== 'sqlite' && store !== 'postgres') throw new Error('--store is sqlite or postgres');
  return {
    events: whole('events', values.events),
    kills: whole('kills', values.kills),
    seed: whole('seed', values.seed),
    // The embedded ledger is refused in queue mode.
    store: mode === 'queue' ? 'postgres' : store,
    mode,
  };
}

function whole(name: string, given: string): number {
  if (!/^\d+$/.test(given)) throw new Error(`--${name} is a whole number`);
  return Number(given);
}

async function main(): Promise<void> {
  const chosen = options();
  log(`Seed ${chosen.seed}. The same again: npm run chaos -- ${asArguments(chosen)}`);
  process.env.E2E_HOST ??= await ensureHost(log);
  process.env.E2E_NODES ??= await ensurePack(log);
  const report = await runChaos(chosen, log);
  log(summary(report));
  if (report.broken.length > 0) process.exitCode = 1;
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
