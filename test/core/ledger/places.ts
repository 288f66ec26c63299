import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Client } from 'pg';
import { ledgerOver } from '../../../nodes/core/ledger/ledgerOver';
import { openPostgres } from '../../../nodes/core/ledger/postgres';
import { openSqlite } from '../../../nodes/core/ledger/sqlite';
import type { Place } from '../../contract/ledger';

/** Where the tests keep a ledger of their own. */

export function sqlitePlace(): Place & { readonly file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  const file = join(folder, 'payment-failure', 'ledger.sqlite');
  return {
    file,
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
}

export function postgresPlace(url: string, client: Client): Place & { readonly schema: string } {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  return {
    schema,
    open: async () =>
      ledgerOver(await openPostgres({ connection: { connectionString: url }, schema })),
    run: async (statement) =>
      (await client.query<Record<string, unknown>>(statement.replaceAll('{}', `${schema}.`))).rows,
    remove: async () => {
      await client.query(`drop schema if exists ${schema} cascade`);
    },
  };
}
