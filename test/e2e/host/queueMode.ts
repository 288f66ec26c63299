import { randomBytes } from 'node:crypto';
import { REDIS } from '../../redis';
import type { Database } from '../database';

export type Role = 'main' | 'webhook' | 'worker';

/** How each process is started, and what it logs once it has. docs/scaling.md names the same commands. */
export const COMMANDS: Readonly<
  Record<Role, { readonly args: readonly string[]; readonly started: string }>
> = {
  main: { args: ['start'], started: 'Editor is now accessible' },
  webhook: { args: ['webhook'], started: 'Webhook listener waiting for requests' },
  worker: { args: ['worker', '--concurrency=10'], started: 'n8n worker is now ready' },
};

/** What all processes of one n8n are told alike. docs/scaling.md names the same variables. */
export const queueMode = (
  { connection }: Pick<Database, 'connection'>,
  prefix: string,
): Readonly<Record<string, string>> => ({
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
  QUEUE_BULL_PREFIX: prefix,
  N8N_REDIS_KEY_PREFIX: prefix,
  N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
  N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
  OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
  EXECUTIONS_DATA_PRUNE: 'true',
  EXECUTIONS_DATA_MAX_AGE: '168',
  EXECUTIONS_DATA_PRUNE_MAX_COUNT: '10000',
});

/** What one process is told besides: a worker answers nobody, but can be asked how it is. */
export const ownSettings = (role: Role, port: number): Readonly<Record<string, string>> =>
  role === 'worker'
    ? {
        QUEUE_HEALTH_CHECK_ACTIVE: 'true',
        QUEUE_HEALTH_CHECK_PORT: String(port),
        N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
      }
    : {};
