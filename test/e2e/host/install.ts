import { createHash } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import packageJson from './package.json';
import { cached } from './cache';
import { timed, type Log } from './log';
import { run } from './run';

const OLDEST_NODE = 24;
const FILES = ['package.json', 'package-lock.json'];

/** The folder of an installed n8n, of the version that the lockfile beside this file pins. Installs it the first time. */
export async function ensureHost(log: Log): Promise<string> {
  needsOurNode();
  const version = packageJson.dependencies.n8n;
  return cached(`n8n-${version}-${await fingerprint()}`, log, async (folder) => {
    log(`Installing n8n ${version} once, about 3 GB: this takes a few minutes`);
    for (const file of FILES) await copyFile(join(__dirname, file), join(folder, file));
    await timed(log, '  fetching packages', () =>
      run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder }),
    );
    // The one native module of n8n that does not come ready-made, and that its database needs.
    await timed(log, '  building sqlite3', () =>
      run('npm', ['rebuild', 'sqlite3', '--foreground-scripts'], { cwd: folder }),
    );
  });
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of FILES) hash.update(await readFile(join(__dirname, file)));
  return hash.digest('hex').slice(0, 12);
}

function needsOurNode(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= OLDEST_NODE) return;
  throw new Error(
    `n8n needs Node ${OLDEST_NODE}, this is ${process.version}. Start through npm ("npm run e2e", "npm start"), which puts the right Node first.`,
  );
}
