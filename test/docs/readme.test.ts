import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeType } from 'n8n-workflow';
import { GATEWAYS } from '../../nodes/core/gateway/registry';
import * as library from '../../nodes/core/library';
import { properties } from '../../nodes/PaymentLedger/properties';
import manifest from '../../package.json';

const ROOT = join(__dirname, '../..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const readme = read('README.md');

/** All that is written in a gateway's folder. */
function sourceOf(id: string): string {
  const registry = read('nodes/core/gateway/registry.ts');
  const [, folder = ''] =
    new RegExp(`'\\.\\./\\.\\./(\\w+)/${id}\\.adapter'`, 'i').exec(registry) ?? [];
  const path = join(ROOT, 'nodes', folder);
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(path, file), 'utf8'))
    .join('\n');
}

describe('what the README says', () => {
  test('every command in it exists', () => {
    const scripts: Record<string, string> = manifest.scripts;
    const named = [...readme.matchAll(/npm run (\w+)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(2);
    for (const name of [...named, 'start', 'test']) expect(scripts[name]).toBeDefined();
  });

  test('every file that it links to exists', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path);
    for (const path of links)
      expect({ path, there: existsSync(join(ROOT, path)) }).toEqual({ path, there: true });
  });

  test('lists every node of the pack', async () => {
    for (const file of manifest.n8n.nodes) {
      const source = join(ROOT, file.replace(/^dist\//, '').replace(/\.js$/, ''));
      const classes: Record<string, new () => INodeType> = await import(source);
      for (const Node of Object.values(classes)) {
        expect(readme).toContain(`**${new Node().description.displayName}**`);
      }
    }
  });

  test('says of which gateways no failure can be counted by card', () => {
    const [, named = ''] =
      /\. ([^.]+?) never name a card so that it is known again/.exec(readme) ?? [];
    const silent = GATEWAYS.filter(({ id }) => !sourceOf(id).includes('fingerprint'));
    expect(named.split(/, | and /).toSorted()).toEqual(silent.map(({ title }) => title).toSorted());
  });

  test('lists every operation of Payment Ledger', () => {
    const operations = properties.find(({ name }) => name === 'operation')?.options ?? [];
    const names = operations.map(({ name }) => name);
    const table = readme.slice(
      readme.indexOf('## Looking after it'),
      readme.indexOf('## Security'),
    );
    const listed = [...table.matchAll(/^\| \*\*([^*]+)\*\*/gm)].map(([, name]) => name);
    expect(listed.toSorted()).toEqual(names.toSorted());
  });

  test('every template is described beside it', () => {
    const list = read('workflows/README.md');
    const templates = readdirSync(join(ROOT, 'workflows')).filter((file) => file.endsWith('.json'));
    for (const file of templates) expect(list).toContain(`[${file}](${file})`);
  });

  test('complaint 13: no template rests on a Wait node, which may never resume', () => {
    const folder = join(ROOT, 'workflows');
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')))
      expect(read(`workflows/${file}`)).not.toContain('n8n-nodes-base.wait');
  });

  test('the library’s guide and the manifest ask for one version of Node', () => {
    expect(read('docs/library.md')).toContain(
      `Node ${manifest.engines.node.replace('>=', '')} or newer`,
    );
  });

  test('the library’s guide takes out only what the library holds', () => {
    const taken = /const \{([^}]+)\} = require/.exec(read('docs/library.md'))?.[1] ?? '';
    for (const name of taken
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean)) {
      expect(library).toHaveProperty(name);
    }
  });
});
