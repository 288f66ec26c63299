import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface TestPostgres {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * A Postgres for tests: the one that TEST_POSTGRES_URL names, else one of our own, started now (about three seconds).
 * Whoever shares the server takes a schema of its own.
 */
export async function testPostgres(
  options: { readonly durable?: boolean } = {},
): Promise<TestPostgres> {
  const given = process.env['TEST_POSTGRES_URL'];
  if (given !== undefined && given !== '') return { url: given, stop: async () => undefined };
  const script = join(__dirname, 'postgresServer.mjs');
  const child = spawn(process.execPath, [script, ...(options.durable ? ['--durable'] : [])], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<string>((resolve, reject) => {
    let trouble = '';
    child.stderr.on('data', (chunk: Buffer) => (trouble += chunk.toString()));
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once('exit', () => reject(new Error(`Postgres for tests did not start: ${trouble}`)));
  });
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
