import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface TestPostgres {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** A server that a test may stop and start again. */
export interface OwnPostgres extends TestPostgres {
  /** Ends every connection and answers nobody, until `resume`. */
  readonly halt: () => Promise<void>;
  readonly resume: () => Promise<void>;
}

/**
 * A Postgres for tests: the one that TEST_POSTGRES_URL names, else one of our own. Whoever shares the server takes a
 * schema of its own.
 */
export async function testPostgres(
  options: { readonly durable?: boolean } = {},
): Promise<TestPostgres> {
  const given = process.env['TEST_POSTGRES_URL'];
  if (given !== undefined && given !== '') return { url: given, stop: async () => undefined };
  return await ownPostgres(options);
}

/** A Postgres of our own, started now (about three seconds). */
export async function ownPostgres({ durable = false } = {}): Promise<OwnPostgres> {
  const script = join(__dirname, 'postgresServer.mjs');
  const child = spawn(process.execPath, [script, ...(durable ? ['--durable'] : [])], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let trouble = '';
  child.stderr.on('data', (chunk: Buffer) => (trouble += chunk.toString()));
  const said = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    const { value, done } = await said.next();
    if (done) throw new Error(`Postgres for tests has ended: ${trouble}`);
    return value;
  };
  child.stdin.on('error', () => undefined);
  const tell = async (word: string): Promise<void> => {
    child.stdin.write(`${word}\n`);
    await answer();
  };
  const port = await answer();
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    halt: () => tell('halt'),
    resume: () => tell('resume'),
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
