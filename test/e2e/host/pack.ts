import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cached, cacheRoot } from './cache';
import { timed, type Log } from './log';
import { run } from './run';

export const REPOSITORY = resolve(__dirname, '../../..');
const KEPT = 4;
const PREFIX = 'nodes-';

/**
 * Builds and packs this repository and installs the tarball the way n8n installs a community package. Answers the
 * folder that is to be n8n's `.n8n/nodes`; the same tarball is installed only once.
 */
export async function ensurePack(log: Log): Promise<string> {
  await timed(log, 'Building the nodes', () => run('npm', ['run', 'build'], { cwd: REPOSITORY }));
  const packed = await mkdtemp(join(tmpdir(), 'packed-'));
  try {
    const tarball = await pack(packed);
    const name = `${PREFIX}${createHash('sha256')
      .update(await readFile(tarball))
      .digest('hex')
      .slice(0, 12)}`;
    const folder = await cached(name, log, (fresh) =>
      timed(log, 'Installing the packed nodes as n8n does', () => install(tarball, fresh)),
    );
    const now = new Date();
    await utimes(folder, now, now);
    await forgetOld();
    return folder;
  } finally {
    await rm(packed, { recursive: true, force: true });
  }
}

async function pack(folder: string): Promise<string> {
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: REPOSITORY });
  const [tarball] = await readdir(folder);
  if (tarball === undefined) throw new Error('npm pack made no tarball');
  return join(folder, tarball);
}

async function install(tarball: string, folder: string): Promise<void> {
  const manifest = { name: 'installed-nodes', private: true, dependencies: {} };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  // Without the two peer flags npm fetches a second n8n-workflow, and n8n would meet classes that are not its own.
  await run(
    'npm',
    [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--legacy-peer-deps',
      '--omit=peer',
      tarball,
    ],
    { cwd: folder },
  );
}

/** Every build leaves a tree behind; only the latest few are kept. */
async function forgetOld(): Promise<void> {
  const names = (await readdir(cacheRoot())).filter((name) =>
    new RegExp(`^${PREFIX}\\w{12}$`).test(name),
  );
  const dated = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(cacheRoot(), name))).mtimeMs })),
  );
  const old = dated.toSorted((a, b) => b.at - a.at).slice(KEPT);
  for (const { name } of old) await rm(join(cacheRoot(), name), { recursive: true, force: true });
}
