import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ledgerOver } from '../../../nodes/core/ledger/ledgerOver';
import { openSqlite } from '../../../nodes/core/ledger/sqlite';
import { ledgerContract } from '../../contract/ledger';

ledgerContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  const file = join(folder, 'payment-failure', 'ledger.sqlite');
  return {
    open: async () => ledgerOver(await openSqlite(file)),
    run: async (statement) => {
      const database = new DatabaseSync(file);
      try {
        return database.prepare(statement.replaceAll('{}', '')).all();
      } finally {
        database.close();
      }
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
});
