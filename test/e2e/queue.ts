import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { forgetKeys } from '../redis';
import { createDatabase, type Database } from './database';
import { editorOf, enter } from './editor';
import { environment, type Place } from './host/environment';
import { logFileIn, newFolder } from './host/folder';
import { freePorts } from './host/ports';
import { processOf, type Process } from './host/process';
import { tail } from './host/program';
import { COMMANDS, ownSettings, queueMode, type Role } from './host/queueMode';
import type { Session } from './host/session';
import { OWNER, PUBLIC_URL, type N8n, type N8nOptions } from './n8n';

export interface QueueOptions extends Omit<N8nOptions, 'folder' | 'port' | 'logFile'> {
  /** How many workers; two unless given. */
  readonly workers?: number;
  /** Whether each process has a user folder to itself, as in containers, and so a pack to itself. */
  readonly ownFolders?: boolean;
}

/**
 * A real n8n in queue mode: a main process for the editor and the triggers, one that takes in deliveries, and workers.
 * `kill`, `restart` and `stop` mean all of them; each can be killed and started by itself as well.
 */
export interface QueueN8n extends N8n {
  readonly main: Process;
  readonly webhook: Process;
  readonly workers: readonly Process[];
  /** n8n's own, with room for a ledger beside. */
  readonly database: Database;
  /** As if Redis had been started anew without its memory: what was queued is gone. */
  loseQueue(): Promise<void>;
}

export async function startQueue(options: QueueOptions): Promise<QueueN8n> {
  const { owner = OWNER, publicUrl = PUBLIC_URL, workers: count = 2 } = options;
  const database = await createDatabase();
  const folder = await newFolder();
  const prefix = `n8n-e2e-${randomBytes(6).toString('hex')}`;
  const ports = [...(await freePorts(2 * (2 + count)))];
  const shared = { ...queueMode(database, prefix), ...options.env };
  let session: Session | undefined;

  const define = (role: Role, name: string, then?: (origin: string) => Promise<void>) => {
    const place: Place = {
      folder: options.ownFolders ? join(folder, name) : folder,
      port: ports.shift() ?? 0,
      brokerPort: ports.shift() ?? 0,
      publicUrl,
    };
    const origin = `http://127.0.0.1:${place.port}`;
    const own = ownSettings(role, place.port);
    const process = processOf({
      ...COMMANDS[role],
      name,
      origin,
      host: options.host,
      folder: place.folder,
      logFile: logFileIn(folder, name),
      environment: (more) => environment(place, { ...shared, ...own, ...more }),
      ...(options.nodes === undefined ? {} : { nodes: options.nodes }),
      ...(then === undefined ? {} : { then: () => then(origin) }),
    });
    return { process, origin };
  };
  const main = define('main', 'main', async (origin) => {
    session = await enter(origin, owner);
  });
  const webhook = define('webhook', 'webhook');
  const workers = Array.from(
    { length: count },
    (_, n) => define('worker', `worker${n + 1}`).process,
  );
  const others = [webhook.process, ...workers];
  const all = [main.process, ...others];

  async function start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    // The main process brings the database up to date first.
    await main.process.start({ env });
    const starting = others.map((one) => one.start({ env }));
    // Whoever gives up because of one of them waits for the others first, so that it can stop them.
    await Promise.allSettled(starting);
    await Promise.all(starting);
  }

  async function stop(): Promise<void> {
    await Promise.all(all.map((one) => one.stop()));
    await forgetKeys(prefix);
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    ...editorOf(() => {
      if (session === undefined) throw new Error('Nobody has logged in yet');
      return session;
    }),
    main: main.process,
    webhook: webhook.process,
    workers,
    database,
    loseQueue: () => forgetKeys(prefix),
    origin: main.origin,
    deliveries: webhook.origin,
    publicUrl,
    folder,
    owner,
    async restart(env) {
      await Promise.all(all.map((one) => one.stop()));
      await start(env);
    },
    async kill() {
      await Promise.all(all.map((one) => one.kill()));
    },
    log: async () => (await Promise.all(all.map((one) => one.log()))).map(tail).join('\n'),
    stop,
  };
}
