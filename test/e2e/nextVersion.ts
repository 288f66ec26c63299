import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json';
import { packInto } from './host/pack';

/** The pack as its next version might be: another number, and a migration that only adds to the ledger. */
export interface NextVersion {
  /** What is to be n8n's `.n8n/nodes`. */
  readonly nodes: string;
  readonly version: string;
  remove(): Promise<void>;
}

/** What it adds: a column to a table that is written all the time, and a table that older packs have never heard of. */
const ADDED = `(sql) => {
  const at = sql.schema === undefined ? '' : '"' + sql.schema + '".';
  return [
    'alter table ' + at + 'dispatches add column handled_by text',
    'create table ' + at + 'shifts (id text primary key, began_at text not null)',
  ];
}`;

/** Made from an installed pack, in a copy of its own, and packed and installed as that was. */
export async function installNextVersion(installed: string): Promise<NextVersion> {
  const folder = await mkdtemp(join(tmpdir(), 'next-version-'));
  const source = join(folder, 'source');
  const nodes = join(folder, 'nodes');
  const version = packageJson.version.replace(/\d+$/, (patch) => String(Number(patch) + 1));
  await cp(join(installed, 'node_modules', packageJson.name), source, { recursive: true });
  await change(join(source, 'package.json'), /("version": )"[^"]*"/, `$1"${version}"`);
  await change(
    join(source, 'dist/nodes/core/ledger/migrations.js'),
    /const STEPS = (\[[^;]*\]);/,
    `const STEPS = [...$1, { statements: ${ADDED}, additive: true }];`,
  );
  await mkdir(nodes);
  await packInto(source, nodes);
  return { nodes, version, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function change(file: string, what: RegExp, to: string): Promise<void> {
  const before = await readFile(file, 'utf8');
  if (!what.test(before)) throw new Error(`${file} does not contain ${what.source}`);
  await writeFile(file, before.replace(what, to));
}
