import type { Queries } from './queries';
import type { Sql } from './sql';
import { run, type Transaction } from './transaction';

/** The head of a case's audit chain: whoever changes history cannot change a copy that is kept elsewhere. */
export interface Head {
  readonly caseId: string;
  readonly head: string;
  readonly entries: number;
}

/** The heads of all cases that received an event since a moment. */
export function* heads(queries: Queries, since: string): Transaction<readonly Head[]> {
  const found = new Map<string, Head>();
  let [next] = yield* run(queries.accountAfter('', ''));
  while (next) {
    for (const row of yield* run(queries.headsSince(next.gateway, next.account, since))) {
      found.set(row.id, { caseId: row.id, head: row.audit_head, entries: row.audit_entries });
    }
    [next] = yield* run(queries.accountAfter(next.gateway, next.account));
  }
  return [...found.values()];
}

export const headQueries = ({ db }: Sql) => ({
  headsSince: (gateway: string, account: string, since: string) =>
    db
      .selectFrom('events')
      .innerJoin('cases', 'cases.id', 'events.case_id')
      .select(['cases.id', 'cases.audit_head', 'cases.audit_entries'])
      .distinct()
      .where('events.gateway', '=', gateway)
      .where('events.account', '=', account)
      .where('events.received_at', '>=', since)
      .orderBy('cases.id'),
});
