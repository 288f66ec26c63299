import { logText } from '../event/logText';
import { later } from '../event/reading';
import { isReason } from './endpoints';
import type { Queries } from './queries';
import type { DispatchRow } from './schema';
import type {
  AccountActivity,
  EndpointRejection,
  LedgerStatus,
  StuckDispatch,
  Total,
  WorkflowActivity,
} from './status';
import { COUNTED } from './statusQueries';
import { run, runAll, type Transaction } from './transaction';

/** How long after it was due a dispatch counts as left alone, in seconds: follow-ups look every 15 seconds. */
const GRACE = 120;

/** Looks around the ledger through its indexes: whatever it holds, this costs about the same. */
export function* readStatus(
  queries: Queries,
  store: LedgerStatus['store'],
  since: string,
  now: string,
): Transaction<LedgerStatus> {
  const [[size], [estimate], [events], [open], [opened], [oldest]] = yield* runAll(
    queries.sizeInBytes(),
    queries.estimatedEvents(),
    queries.countEvents(),
    queries.countOpenCases(''),
    queries.countOpenCases(since),
    queries.oldestOpenCase(),
  );
  const oldestAt = oldest?.created_at;
  return {
    at: now,
    since,
    store,
    bytes: Number(size?.bytes ?? 0),
    events: estimated(total(events), estimate?.events ?? 0),
    accounts: yield* accounts(queries),
    rejections: yield* recentRejections(queries, since),
    workflows: yield* workflows(queries, now),
    dead: yield* dead(queries, since),
    cases: {
      open: total(open),
      opened: total(opened),
      ...(oldestAt != null && { oldest: oldestAt }),
    },
  };
}

const total = (row: { readonly count: number | string } | undefined): Total => {
  const count = Number(row?.count ?? 0);
  return count > COUNTED
    ? { count: COUNTED, precision: 'at_least' }
    : { count, precision: 'exact' };
};

const estimated = (counted: Total, estimate: number): Total =>
  counted.precision === 'at_least' && estimate > counted.count
    ? { count: Math.round(estimate), precision: 'about' }
    : counted;

/** From one account to the next by the index, however many events each has. */
function* accounts(queries: Queries): Transaction<readonly AccountActivity[]> {
  const found: AccountActivity[] = [];
  let [next] = yield* run(queries.accountAfter('', ''));
  while (next) {
    const { gateway, account } = next;
    const [[last], [following]] = yield* runAll(
      queries.lastEventOf(gateway, account),
      queries.accountAfter(gateway, account),
    );
    if (last) found.push({ gateway, account, lastEventAt: last.received_at });
    next = following;
  }
  return found;
}

function* recentRejections(
  queries: Queries,
  since: string,
): Transaction<readonly EndpointRejection[]> {
  const hour = `${since.slice(0, 13)}:00:00.000Z`;
  const found: EndpointRejection[] = [];
  let [next] = yield* run(queries.endpointAfter(''));
  while (next) {
    const [rows, [following]] = yield* runAll(
      queries.rejectionsSince(next.endpoint, hour),
      queries.endpointAfter(next.endpoint),
    );
    for (const { endpoint, reason, hour: at, count, last_at: lastAt } of rows) {
      if (isReason(reason)) found.push({ endpoint, reason, hour: at, count, lastAt });
    }
    next = following;
  }
  return found;
}

function* workflows(queries: Queries, now: string): Transaction<readonly WorkflowActivity[]> {
  const watchers = new Map(
    (yield* run(queries.watchers())).map((row) => [row.workflow_id, row.seen_at]),
  );
  const ids = new Set(watchers.keys());
  let [next] = yield* run(queries.busyWorkflowAfter(''));
  while (next) {
    ids.add(next.workflow_id);
    [next] = yield* run(queries.busyWorkflowAfter(next.workflow_id));
  }
  const found: WorkflowActivity[] = [];
  for (const workflowId of [...ids].toSorted()) {
    const due = later(now, -GRACE);
    const [[all], [late], longest] = yield* runAll(
      queries.countUnfinished(workflowId),
      queries.countOverdue(workflowId, due),
      queries.longestOverdue(workflowId, due),
    );
    const followedUpAt = watchers.get(workflowId);
    found.push({
      workflowId,
      ...(followedUpAt !== undefined && { followedUpAt }),
      unfinished: total(all),
      overdue: total(late),
      longest: yield* withFailures(queries, longest),
    });
  }
  return found;
}

function* dead(queries: Queries, since: string): Transaction<LedgerStatus['dead']> {
  const [[all], [recent], latest] = yield* runAll(
    queries.countDead(''),
    queries.countDead(since),
    queries.latestDead(),
  );
  return {
    all: total(all),
    recent: total(recent),
    latest: yield* withFailures(queries, latest),
  };
}

function* withFailures(
  queries: Queries,
  rows: readonly DispatchRow[],
): Transaction<readonly StuckDispatch[]> {
  const found: StuckDispatch[] = [];
  for (const row of rows) {
    const [failure] = yield* run(queries.lastFailureOf(row.workflow_id, row.event_id));
    found.push({
      eventId: row.event_id,
      workflowId: row.workflow_id,
      handovers: row.emission,
      handedAt: row.handed_at,
      dueAt: row.due_at,
      ...(row.execution_id !== null && { execution: row.execution_id }),
      ...(row.reason !== null && { reason: row.reason }),
      ...(failure && {
        lastFailure: {
          channel: failure.channel,
          // What a channel answered may name the guest.
          ...(failure.detail !== null && { detail: logText(failure.detail) }),
        },
      }),
    });
  }
  return found;
}
