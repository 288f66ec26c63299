import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from './log';

/** Runs `work` while holding the lock file; waits for whoever holds it, and takes over from a process that died. */
export async function withLock<T>(file: string, log: Log, work: () => Promise<T>): Promise<T> {
  for (let told = false; !(await taken(file)); told = true) {
    const holder = await holderOf(file);
    if (holder !== undefined && !alive(holder)) {
      await rm(file, { force: true });
      continue;
    }
    if (!told) log(`Waiting for process ${holder ?? '?'}, which is at it already (${file})`);
    await pause(1000);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function taken(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function holderOf(file: string): Promise<number | undefined> {
  const pid = Number(await readFile(file, 'utf8').catch(() => ''));
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
