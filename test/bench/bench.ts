import { ledgerRows } from './ledger';
import { domainRow } from './domain';
import { print } from './row';
import { startRow } from './start';

/** `npm run bench`: every figure is a ratio of two things measured side by side in this one run. */
async function bench(): Promise<void> {
  const over: string[] = [];
  for (const measure of [async () => [domainRow()], async () => [startRow()], ledgerRows]) {
    for (const row of await measure()) {
      process.stdout.write(`${print(row)}\n`);
      if (row.ratio > row.bar) over.push(row.name);
    }
  }
  if (over.length > 0) process.exitCode = 1;
}

void bench();
