import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Log } from './log';
import { withLock } from './lock';

/**
 * The folder of that name in the user's cache, built by `build` when it is not there yet. It appears whole or not at
 * all, and is built by one process at a time, so that nobody ever uses half an installation.
 */
export async function cached(
  name: string,
  log: Log,
  build: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cacheRoot(), name);
  if (existsSync(folder)) return folder;
  await mkdir(cacheRoot(), { recursive: true });
  return withLock(`${folder}.lock`, log, async () => {
    if (existsSync(folder)) return folder;
    const work = await mkdtemp(`${folder}.part-`);
    try {
      await build(work);
      await rename(work, folder);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    return folder;
  });
}

export function cacheRoot(): string {
  return join(userCache(), 'n8n-nodes-payment-failure');
}

function userCache(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME) return XDG_CACHE_HOME;
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return join(homedir(), '.cache');
}
