import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** All that goes into the packed tarball. */
const SOURCES = [
  'credentials',
  'nodes',
  'workflows',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'gulpfile.js',
  'index.js',
  'package.json',
  'package-lock.json',
  'tsconfig.build.json',
  'tsconfig.json',
];

/** Changes whenever the package would: the same sources need not be built and installed twice. */
export async function fingerprintOfSources(repository: string): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES)
    for (const file of await filesIn(join(repository, source)))
      hash.update(`${relative(repository, file)}\0`).update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}

async function filesIn(path: string): Promise<readonly string[]> {
  if (!existsSync(path)) return [];
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
