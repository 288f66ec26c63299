import { DatabaseSync } from 'node:sqlite';
import type { Compilable, CompiledQuery } from 'kysely';
import { Client } from 'pg';
import { SET_UP } from '../../../nodes/core/ledger/postgresStatements';
import { buildSql, type Sql } from '../../../nodes/core/ledger/sql';
import { statusQueries } from '../../../nodes/core/ledger/statusQueries';
import { testPostgres, type TestPostgres } from '../../postgres';
import { postgresPlace, sqlitePlace } from './places';

/** Each question of the status, for some workflow, account, endpoint and day. Watchers are one row per workflow. */
const questions = (sql: Sql): readonly (readonly [string, CompiledQuery])[] => {
  const q = statusQueries(sql);
  const day = '2026-03-06T00:00:00.000Z';
  const asked: Readonly<Record<Exclude<keyof typeof q, 'sizeInBytes' | 'watchers'>, Question>> = {
    estimatedEvents: q.estimatedEvents(),
    countEvents: q.countEvents(),
    accountAfter: q.accountAfter('stripe', 'acct_bbq'),
    lastEventOf: q.lastEventOf('stripe', 'acct_bbq'),
    endpointAfter: q.endpointAfter('stripe:4'),
    rejectionsSince: q.rejectionsSince('stripe:4', day),
    busyWorkflowAfter: q.busyWorkflowAfter('evening'),
    countUnfinished: q.countUnfinished('evening'),
    countOverdue: q.countOverdue('evening', day),
    longestOverdue: q.longestOverdue('evening', day),
    countDead: q.countDead(day),
    latestDead: q.latestDead(),
    lastFailureOf: q.lastFailureOf('evening', 'evt_1'),
    countOpenCases: q.countOpenCases(day),
    oldestOpenCase: q.oldestOpenCase(),
  };
  return Object.entries(asked).map(([name, query]) => [
    name,
    'compile' in query ? query.compile() : query,
  ]);
};
type Question = Compilable | CompiledQuery;

describe('the status of a ledger with millions of events asks its indexes only', () => {
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

  test('in SQLite', async () => {
    const place = sqlitePlace();
    await (await place.open()).close();
    const database = new DatabaseSync(place.file);
    for (const [name, { sql, parameters }] of questions(buildSql('sqlite'))) {
      const bound = parameters.map(String);
      const plan = database.prepare(`explain query plan ${sql}`).all(...bound);
      const steps = plan.map(({ detail }) => `${name}: ${String(detail)}`);
      // What is counted is scanned as far as the count goes, along an index.
      const scans = steps.filter((step) => / SCAN (?!counted$|.* USING .*INDEX)/.test(step));
      expect(scans).toEqual([]);
    }
    database.close();
    await place.remove();
  });

  test('in Postgres', async () => {
    const place = postgresPlace(server.url, client);
    await (await place.open()).close();
    await client.query('begin');
    await client.query(SET_UP.text);
    for (const [name, { sql, parameters }] of questions(buildSql('postgres', place.schema))) {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, [
        ...parameters,
      ]);
      const steps = rows.map((row) => `${name}: ${row['QUERY PLAN']}`);
      expect(steps.filter((step) => step.includes('Seq Scan'))).toEqual([]);
    }
    await client.query('commit');
    await place.remove();
  });
});
