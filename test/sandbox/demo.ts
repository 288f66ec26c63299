import { once } from 'node:events';
import { join } from 'node:path';
import { ensureHost } from '../e2e/host/install';
import { timed, toConsole as log } from '../e2e/host/log';
import { ensurePack, REPOSITORY } from '../e2e/host/pack';
import { portNear } from '../e2e/host/ports';
import { ACCOUNT, SLACK_TOKEN, TWILIO } from '../e2e/accounts';
import { startN8n, type N8n } from '../e2e/n8n';
import { memorize, recall } from './demo/memory';
import { show } from './demo/show';
import { ensureTemplate } from './demo/template';
import { playEvening } from './evening';
import { openInternet, type Internet } from './internet';

/** What `npm start` shows: a restaurant's evening, and an n8n to look at afterwards. */

const FOLDER = join(REPOSITORY, '.demo');
const MEMORY = join(FOLDER, 'memory.json');
const USUAL_PORT = 5678;

async function demo(stopping: AbortSignal): Promise<void> {
  const host = await ensureHost(log);
  const nodes = await ensurePack(log);
  stopping.throwIfAborted();

  let memory = await recall(MEMORY);
  const internet = await openInternet({
    slack: { token: SLACK_TOKEN },
    twilio: TWILIO,
    stripe: { accounts: [ACCOUNT], saved: memory.stripe },
  });
  let n8n: N8n | undefined;
  try {
    const env = internet.environment;
    const port = await portNear(USUAL_PORT);
    n8n = await timed(log, 'Starting n8n', () =>
      startN8n({ host, nodes, env, port, folder: FOLDER }),
    );
    stopping.throwIfAborted();
    internet.stripe.reachable(n8n.publicUrl, n8n.origin);
    const workflowId = await ensureTemplate(n8n, memory, log, async (learned) => {
      memory = learned;
      await memorize(MEMORY, memory);
    });
    await evening(internet, stopping);
    farewell(n8n, workflowId);
    await untilAborted(stopping);
  } finally {
    log('\nStopping ...');
    await n8n?.stop();
    await memorize(MEMORY, { ...memory, stripe: internet.stripe.save() });
    await internet.close();
    log('Stopped. "npm start" goes on from here; delete .demo to begin anew.');
  }
}

async function evening(internet: Internet, stopping: AbortSignal): Promise<void> {
  log('\nAn evening at Ember & Rice, a Korean BBQ house. Every message below was really sent by');
  log('n8n, to a Slack and a Twilio that are part of this sandbox.');
  internet.traffic.listen((exchange) => {
    show(exchange, log);
  });
  await playEvening(internet, log, stopping);
}

function farewell({ origin, owner }: N8n, workflowId: string): void {
  const editor = origin.replace('127.0.0.1', 'localhost');
  log('\nn8n is running:');
  log(`  workflow    ${editor}/workflow/${workflowId}`);
  log(`  executions  ${editor}/workflow/${workflowId}/executions`);
  log(`  email       ${owner.email}`);
  log(`  password    ${owner.password}`);
  log('\nCtrl-C stops it.');
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  // Waiting for an event alone would not keep the process alive.
  const alive = setInterval(() => undefined, 60_000);
  await once(signal, 'abort');
  clearInterval(alive);
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    stop.abort(new Error('stopped'));
  });

demo(stop.signal).catch((error: unknown) => {
  if (stop.signal.aborted) return;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
