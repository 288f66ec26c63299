import { parseArgs } from 'node:util';
import { ledgerRows } from './ledger';
import { build } from './shipped';
import { domainRows } from './domain';
import { n8nRows, queueRows } from './n8n';
import { isOver, print, type Row } from './row';
import { startRow } from './start';

type Section = () => Promise<readonly Row[]> | readonly Row[];

/**
 * `npm run bench`: every figure is a ratio of two things measured side by side in this one run.
 * `npm run bench -- ledger --events 10000000 --store postgres` measures one section, one store's ledger among so many
 * events.
 */
async function bench(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { events: { type: 'string', default: '1000000' }, store: { type: 'string' } },
  });
  const sections: Readonly<Record<string, Section>> = {
    domain: domainRows,
    start: () => [startRow()],
    ledger: () => ledgerRows(Number(values.events), values.store),
    n8n: n8nRows,
    queue: queueRows,
  };
  const asked = positionals.length > 0 ? positionals : Object.keys(sections);
  const over: string[] = [];
  build();
  for (const name of asked) {
    const measure = sections[name];
    if (!measure)
      throw new Error(`There is no section "${name}": ${Object.keys(sections).join(', ')}`);
    for (const row of await measure()) {
      process.stdout.write(`${print(row)}\n`);
      if (isOver(row)) over.push(row.name);
    }
  }
  if (over.length > 0) process.exitCode = 1;
}

void bench();
