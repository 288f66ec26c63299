import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { forgetKeys, REDIS } from '../redis';
import { createDatabase, type Database } from './database';
import { editorOf, enter } from './editor';
import { environment } from './host/environment';
import { logFileIn, newFolder } from './host/folder';
import { freePorts } from './host/ports';
import { processOf, type Process } from './host/process';
import { tail } from './host/program';
import type { Session } from './host/session';
import { EDITOR_STARTED, OWNER, PUBLIC_URL, type N8n, type N8nOptions } from './n8n';

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
}

const CONCURRENCY = 10;

export async function startQueue(options: QueueOptions): Promise<QueueN8n> {
  const { host, nodes, owner = OWNER, publicUrl = PUBLIC_URL, workers: count = 2 } = options;
  const database = await createDatabase();
  const folder = await newFolder();
  const prefix = `n8n-e2e-${randomBytes(6).toString('hex')}`;
  const shared = { ...queueMode(database, prefix), ...options.env };
  const ports = await freePorts(4 + count);
  const [port = 0, webhookPort = 0, ...brokerPorts] = ports;
  const origin = at(port);

  let session: Session | undefined;
  const current = (): Session => {
    if (session === undefined) throw new Error('Nobody has logged in yet');
    return session;
  };

  const define = (name: string, args: readonly string[], started: string, own: number) => {
    const place = {
      folder: options.ownFolders ? join(folder, name) : folder,
      port: own,
      brokerPort: brokerPorts.shift() ?? 0,
      publicUrl,
    };
    return {
      name,
      host,
      args,
      started,
      folder: place.folder,
      logFile: logFileIn(folder, name),
      environment: (extra: Readonly<Record<string, string>>) =>
        environment(place, { ...shared, ...extra }),
      ...(nodes === undefined ? {} : { nodes }),
    };
  };
  const main = processOf({
    ...define('main', ['start'], EDITOR_STARTED, port),
    origin,
    then: async () => {
      session = await enter(origin, owner);
    },
  });
  const webhook = processOf({
    ...define('webhook', ['webhook'], 'Webhook listener waiting for requests', webhookPort),
    origin: at(webhookPort),
  });
  const workers = Array.from({ length: count }, (_, n) =>
    processOf(
      // A worker serves nobody; the port is only said because n8n wants one.
      define(
        `worker${n + 1}`,
        ['worker', `--concurrency=${CONCURRENCY}`],
        'n8n worker is now ready',
        port,
      ),
    ),
  );
  const all = [main, webhook, ...workers];

  async function start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    // The main process brings the database up to date first.
    await main.start({ env });
    const others = [webhook, ...workers].map((one) => one.start({ env }));
    // Whoever gives up because of one of them waits for the others first, so that it can stop them.
    await Promise.allSettled(others);
    await Promise.all(others);
  }

  async function stop(): Promise<void> {
    await Promise.all(all.map((one) => one.stop()));
    await forgetKeys(prefix);
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await forgetKeys(prefix);
    await start();
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    ...editorOf(current),
    main,
    webhook,
    workers,
    database,
    origin,
    deliveries: at(webhookPort),
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

const at = (port: number): string => `http://127.0.0.1:${port}`;

/** What makes an n8n share its work between processes: https://docs.n8n.io/hosting/scaling/queue-mode/ */
const queueMode = ({ connection }: Database, prefix: string): Readonly<Record<string, string>> => ({
  EXECUTIONS_MODE: 'queue',
  N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
  DB_TYPE: 'postgresdb',
  DB_POSTGRESDB_HOST: connection.host,
  DB_POSTGRESDB_PORT: String(connection.port),
  DB_POSTGRESDB_DATABASE: connection.database,
  DB_POSTGRESDB_USER: connection.user,
  DB_POSTGRESDB_PASSWORD: connection.password,
  QUEUE_BULL_REDIS_HOST: REDIS.host,
  QUEUE_BULL_REDIS_PORT: String(REDIS.port),
  // Jobs lie under the first, everything else that n8n keeps in Redis under the second.
  QUEUE_BULL_PREFIX: prefix,
  N8N_REDIS_KEY_PREFIX: prefix,
  OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
});
