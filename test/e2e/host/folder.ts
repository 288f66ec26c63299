import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readlink, rename, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'n8n-'));

/**
 * Makes a user folder ready for n8n. The pack's tree is shared between all n8n that run the same build: a link, not a
 * copy of 100 MB.
 */
export async function prepareFolder(folder: string, nodes: string | undefined): Promise<void> {
  await mkdir(join(folder, '.n8n'), { recursive: true });
  if (nodes === undefined) return;
  const link = join(folder, '.n8n', 'nodes');
  if ((await readlink(link).catch(() => undefined)) === nodes) return;
  // Put in place whole, since several processes may start on one folder.
  const fresh = `${link}-${randomUUID()}`;
  await symlink(nodes, fresh, 'junction');
  await rename(fresh, link);
}

/** Where the end-to-end suite wants all logs together, to print them when something fails. */
export function logFileIn(folder: string, name = 'n8n'): string {
  const together = process.env.E2E_LOGS;
  if (together === undefined) return join(folder, `${name}.log`);
  return join(together, `${folder.replaceAll(/\W+/g, '-')}-${name}.log`);
}
