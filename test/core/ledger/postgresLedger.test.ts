import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { ledgerOver } from '../../../nodes/core/ledger/ledgerOver';
import { openPostgres } from '../../../nodes/core/ledger/postgres';
import { ledgerContract } from '../../contract/ledger';
import { testPostgres, type TestPostgres } from '../../postgres';

let server: TestPostgres;
let client: Client;

beforeAll(async () => {
  server = await testPostgres();
  client = new Client({ connectionString: server.url });
  await client.connect();
}, 60_000);
afterAll(async () => {
  await client.end();
  await server.stop();
});

ledgerContract('Postgres', async () => {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  return {
    open: async () =>
      ledgerOver(await openPostgres({ connection: { connectionString: server.url }, schema })),
    run: async (statement) =>
      (await client.query<object>(statement.replaceAll('{}', `${schema}.`))).rows,
    remove: async () => {
      await client.query(`drop schema if exists ${schema} cascade`);
    },
  };
});
