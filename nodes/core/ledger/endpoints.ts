import { REJECTION_REASONS, type RejectionReason } from '../event/rejection';
import type { Subscriber } from './handover';
import type { Queries } from './queries';
import { TABLES, allOf, type RegistrationRow } from './schema';
import type { Sql } from './sql';
import { run, send, type Transaction } from './transaction';

export interface RejectionCount {
  readonly reason: RejectionReason;
  /** Start of the hour. */
  readonly hour: string;
  readonly count: number;
  readonly lastAt: string;
}

/** A webhook subscription, and the trigger that it serves. */
export interface StoredRegistration extends Subscriber {
  readonly url: string;
  readonly gateway: string;
  readonly account: string;
  /** The gateway's id of the endpoint; absent where the operator registered it by hand. */
  readonly endpointId?: string;
  /** The signing secret, sealed; absent where the credential holds it. */
  readonly sealedSecret?: string;
  readonly status: 'active' | 'released';
  readonly updatedAt: string;
  /** The n8n that it is of: another one may have a workflow of the same id. Absent where nobody noted it. */
  readonly instance?: string;
}

/** What the ledger keeps about webhook endpoints: their subscriptions, and the deliveries they refused. */

export function* reject(
  queries: Queries,
  endpoint: string,
  reason: RejectionReason,
  now: string,
): Transaction<void> {
  const hour = `${now.slice(0, 13)}:00:00.000Z`;
  yield* send(queries.addRejection([{ endpoint, reason, hour, count: 1, last_at: now }]));
}

export function* rejections(
  queries: Queries,
  endpoint: string,
  limit: number,
): Transaction<readonly RejectionCount[]> {
  const rows = yield* run(queries.latestRejections(endpoint, limit));
  return rows.flatMap(({ reason, hour, count, last_at }) =>
    isReason(reason) ? [{ reason, hour, count, lastAt: last_at }] : [],
  );
}
export const isReason = (reason: string): reason is RejectionReason => reason in REJECTION_REASONS;

export function* hasReceived(queries: Queries, subscriber: Subscriber): Transaction<boolean> {
  const rows = yield* run(queries.anyDispatch(subscriber));
  return rows.length > 0;
}

export function* registration(
  queries: Queries,
  url: string,
): Transaction<StoredRegistration | undefined> {
  const [row] = yield* run(queries.findRegistration(url));
  return row && registrationOf(row);
}

export function* registrationsOf(
  queries: Queries,
  subscriber: Subscriber,
): Transaction<readonly StoredRegistration[]> {
  const rows = yield* run(queries.findRegistrationsOf(subscriber));
  return rows.map(registrationOf);
}

const registrationOf = ({
  url,
  workflow_id: workflowId,
  trigger_id: triggerId,
  gateway,
  account,
  endpoint_id,
  sealed_secret,
  status,
  updated_at: updatedAt,
  instance,
}: RegistrationRow): StoredRegistration => ({
  url,
  workflowId,
  triggerId,
  gateway,
  account,
  ...(endpoint_id !== null && { endpointId: endpoint_id }),
  ...(sealed_secret !== null && { sealedSecret: sealed_secret }),
  status: status === 'released' ? 'released' : 'active',
  updatedAt,
  ...(instance !== null && { instance }),
});

export function* saveRegistration(queries: Queries, one: StoredRegistration): Transaction<void> {
  yield* send(
    queries.putRegistration({
      url: one.url,
      workflow_id: one.workflowId,
      trigger_id: one.triggerId,
      gateway: one.gateway,
      account: one.account,
      endpoint_id: one.endpointId ?? null,
      sealed_secret: one.sealedSecret ?? null,
      status: one.status,
      updated_at: one.updatedAt,
      instance: one.instance ?? null,
    }),
  );
}

export function* forgetRegistration(queries: Queries, url: string): Transaction<void> {
  yield* send(queries.dropRegistration(url));
}

export const endpointQueries = ({ db, batch, insert }: Sql) => ({
  addRejection: batch(TABLES.rejections, (input) =>
    insert('rejections', input).onConflict((conflict) =>
      conflict.columns(['endpoint', 'reason', 'hour']).doUpdateSet(({ ref, eb }) => ({
        count: eb('rejections.count', '+', ref('excluded.count')),
        last_at: ref('excluded.last_at'),
      })),
    ),
  ),
  latestRejections: (endpoint: string, limit: number) =>
    db
      .selectFrom('rejections')
      .select(allOf('rejections'))
      .where('endpoint', '=', endpoint)
      .orderBy('hour', 'desc')
      .orderBy('last_at', 'desc')
      .limit(limit),
  anyDispatch: ({ workflowId, triggerId }: Subscriber) =>
    db
      .selectFrom('dispatches')
      .select('event_id')
      .where('workflow_id', '=', workflowId)
      .where('trigger_id', '=', triggerId)
      .limit(1),
  findRegistration: (url: string) =>
    db.selectFrom('registrations').select(allOf('registrations')).where('url', '=', url),
  findRegistrationsOf: ({ workflowId, triggerId }: Subscriber) =>
    db
      .selectFrom('registrations')
      .select(allOf('registrations'))
      .where('workflow_id', '=', workflowId)
      .where('trigger_id', '=', triggerId)
      .orderBy('updated_at', 'desc'),
  putRegistration: (row: RegistrationRow) =>
    db
      .insertInto('registrations')
      .values(row)
      .onConflict((conflict) => conflict.column('url').doUpdateSet(row)),
  dropRegistration: (url: string) => db.deleteFrom('registrations').where('url', '=', url),
});
