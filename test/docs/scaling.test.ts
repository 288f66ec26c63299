import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS, ownSettings, queueMode } from '../e2e/host/queueMode';
import manifest from '../../package.json';

const DOCS = join(__dirname, '../../docs');
const guide = readFileSync(join(DOCS, 'scaling.md'), 'utf8');
const settings = [...guide.matchAll(/^(\w+)=/gm)].map(([, name]) => name);

describe('what the guide to queue mode says', () => {
  it('sets the variables that the end-to-end tests run with, and no other', () => {
    const connection = { host: '', port: 0, database: '', user: '', password: '' };
    const tried = [
      ...Object.keys(queueMode({ connection }, '')),
      ...Object.keys(ownSettings('worker', 0)),
      // What every n8n of the tests is told, in queue mode or not.
      'N8N_WEBHOOK_URL',
    ];
    expect(settings.toSorted()).toEqual(tried.toSorted());
  });

  it('starts the processes as the tests start them', () => {
    for (const { args } of Object.values(COMMANDS))
      expect(guide).toContain(`n8n ${args.join(' ')}`);
  });

  it('names commands and files that exist', () => {
    const scripts: Record<string, string> = manifest.scripts;
    for (const [, name = ''] of guide.matchAll(/npm run (\w+)/g))
      expect(scripts[name]).toBeDefined();
    for (const [, path = ''] of guide.matchAll(/\]\((?!https?:)([^)#]+)/g))
      expect({ path, there: existsSync(join(DOCS, path)) }).toEqual({ path, there: true });
  });
});
