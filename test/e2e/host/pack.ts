import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cached, cacheRoot } from './cache';
import { timed, type Log } from './log';
import { run } from './run';
import { fingerprintOfSources } from './sources';

export const REPOSITORY = resolve(__dirname, '../../..');
const KEPT = 4;
const PREFIX = 'nodes-';

/**
 * Builds and packs this repository and installs the tarball the way n8n installs a community package. Answers the
 * folder that is to be n8n's `.n8n/nodes`; the same sources are built and installed only once.
 */
export async function ensurePack(log: Log): Promise<string> {
  const fingerprint = await fingerprintOfSources(REPOSITORY);
  const folder = await cached(`${PREFIX}${fingerprint}`, log, async (fresh) => {
    await timed(log, 'Building the nodes', () => run('npm', ['run', 'build'], { cwd: REPOSITORY }));
    await timed(log, 'Packing them, and installing the package as n8n does', () =>
      packInto(REPOSITORY, fresh),
    );
    if ((await fingerprintOfSources(REPOSITORY)) !== fingerprint)
      throw new Error('The sources changed while they were being built: start again');
  });
  const now = new Date();
  await utimes(folder, now, now);
  await forgetOld();
  return folder;
}

/** Packs a built pack and installs the tarball into a folder that is to be n8n's `.n8n/nodes`. */
export async function packInto(source: string, folder: string): Promise<void> {
  const packed = await mkdtemp(join(tmpdir(), 'packed-'));
  try {
    await install(await pack(source, packed), folder);
  } finally {
    await rm(packed, { recursive: true, force: true });
  }
}

async function pack(source: string, folder: string): Promise<string> {
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: source });
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
