import { sql, type SelectQueryBuilder, type SqlBool } from 'kysely';
import { REJECTION_REASONS } from '../event/rejection';
import type { Sql } from './sql';
import { allOf } from './schema';

/** No count goes further: whoever has more needs to know no more. */
export const COUNTED = 10_000;
const SHOWN = 5;

/** Spelled out as in the indexes: a bound parameter would hide them from the planners. */
const UNFINISHED = sql<SqlBool>`dispatches.state in ('stored', 'claimed')`;
const DEAD = sql<SqlBool>`dispatches.state = 'dead'`;
const OPEN = sql<SqlBool>`cases.status = 'open' and cases.merged_into is null`;

export const statusQueries = ({ db, schema }: Sql) => {
  const upToLimit = <DB, TB extends keyof DB, O>(rows: SelectQueryBuilder<DB, TB, O>) =>
    db
      .selectFrom(rows.limit(COUNTED + 1).as('counted'))
      .select(({ fn }) => fn.countAll<number | string>().as('count'));
  const unfinishedOf = (workflowId: string) =>
    db.selectFrom('dispatches').where(UNFINISHED).where('workflow_id', '=', workflowId);
  const events = sql.lit(`"${(schema ?? '').replaceAll('"', '""')}".events`);

  return {
    /** From SQLite's page count; in Postgres, of files, without looking into them. */
    sizeInBytes: () => {
      const bytes =
        schema === undefined
          ? sql<Bytes>`select page_count * page_size as bytes from pragma_page_count, pragma_page_size`
          : sql<Bytes>`select coalesce(sum(pg_total_relation_size(c.oid)), 0) as bytes
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname = ${schema} and c.relkind = 'r'`;
      return bytes.compile(db);
    },
    /** Events are never deleted, so SQLite's last row id is their number; Postgres keeps an estimate. */
    estimatedEvents: () =>
      schema === undefined
        ? sql<{ events: number | null }>`select max(rowid) as events from events`.compile(db)
        : sql<{ events: number | null }>`select reltuples::float8 as events from pg_class
            where oid = ${events}::regclass`.compile(db),
    countEvents: () => upToLimit(db.selectFrom('events').select('events.id')),

    accountAfter: (gateway: string, account: string) =>
      db
        .selectFrom('events')
        .select(['gateway', 'account'])
        .where(({ eb, refTuple, tuple }) =>
          eb(refTuple('gateway', 'account'), '>', tuple(gateway, account)),
        )
        .orderBy('gateway')
        .orderBy('account')
        .limit(1),
    lastEventOf: (gateway: string, account: string) =>
      db
        .selectFrom('events')
        .select('received_at')
        .where('gateway', '=', gateway)
        .where('account', '=', account)
        .orderBy('received_at', 'desc')
        .limit(1),

    endpointAfter: (endpoint: string) =>
      db
        .selectFrom('rejections')
        .select('endpoint')
        .where('endpoint', '>', endpoint)
        .orderBy('endpoint')
        .limit(1),
    rejectionsSince: (endpoint: string, hour: string) =>
      db
        .selectFrom('rejections')
        .select(allOf('rejections'))
        .where('endpoint', '=', endpoint)
        .where('reason', 'in', Object.keys(REJECTION_REASONS))
        .where('hour', '>=', hour)
        .orderBy('hour')
        .orderBy('reason'),

    watchers: () => db.selectFrom('watchers').select(allOf('watchers')),
    busyWorkflowAfter: (workflowId: string) =>
      db
        .selectFrom('dispatches')
        .select('workflow_id')
        .where(UNFINISHED)
        .where('workflow_id', '>', workflowId)
        .orderBy('workflow_id')
        .limit(1),
    countUnfinished: (workflowId: string) => upToLimit(unfinishedOf(workflowId).select('due_at')),
    countOverdue: (workflowId: string, due: string) =>
      upToLimit(unfinishedOf(workflowId).where('due_at', '<', due).select('due_at')),
    longestOverdue: (workflowId: string, due: string) =>
      unfinishedOf(workflowId)
        .where('due_at', '<', due)
        .select(allOf('dispatches'))
        .orderBy('due_at')
        .limit(SHOWN),
    countDead: (since: string) =>
      upToLimit(
        db.selectFrom('dispatches').where(DEAD).where('due_at', '>=', since).select('due_at'),
      ),
    latestDead: () =>
      db
        .selectFrom('dispatches')
        .where(DEAD)
        .select(allOf('dispatches'))
        .orderBy('due_at', 'desc')
        .limit(SHOWN),
    lastFailureOf: (workflowId: string, eventId: string) =>
      db
        .selectFrom('outcomes')
        .select(['channel', 'detail'])
        .where('event_id', '=', eventId)
        .where('workflow_id', '=', workflowId)
        .where('status', '=', 'failed')
        .orderBy('at', 'desc')
        .limit(1),

    countOpenCases: (since: string) =>
      upToLimit(
        db.selectFrom('cases').where(OPEN).where('created_at', '>=', since).select('created_at'),
      ),
    oldestOpenCase: () =>
      db.selectFrom('cases').select('created_at').where(OPEN).orderBy('created_at').limit(1),
  };
};

/** Postgres answers large numbers as text. */
export interface Bytes {
  readonly bytes: number | string;
}
