import { REJECTION_REASONS, type RejectionReason } from '../core/event/rejection';
import { REMEDIES } from '../core/event/remedies';
import type {
  EndpointRejection,
  LedgerStatus,
  StuckDispatch,
  WorkflowActivity,
} from '../core/ledger/status';
import { endpointName, many, manyOf, span, titleOf } from './phrases';

/** A follow-up looks every 15 seconds: after this long without one, none is published, or n8n was not running. */
const FOLLOWED_UP = 15 * 60_000;

type WorkflowUrl = (id: string) => string;

/** What the operator should look at, each with what to do, the most urgent first. */
export function concernsIn(
  status: LedgerStatus,
  silentAfter: number,
  urlOf: WorkflowUrl,
): readonly string[] {
  return [
    ...deadEvents(status, urlOf),
    ...status.workflows.flatMap((workflow) => overdue(workflow, status.at, urlOf)),
    ...refusals(status.rejections, status.at),
    ...silences(status, silentAfter),
  ];
}

function deadEvents({ dead, at }: LedgerStatus, urlOf: WorkflowUrl): readonly string[] {
  if (dead.recent.count === 0) return [];
  const shown = dead.latest.slice(0, Math.min(3, dead.recent.count));
  const each = shown.map(
    (one) =>
      `${one.eventId} (${span(one.dueAt, at)} ago, ${placeOf(one, urlOf)}${failureOf(one)}). ${one.reason ?? ''}`,
  );
  const more = dead.recent.count > shown.length ? ['…'] : [];
  return [
    [
      `${manyOf(dead.recent, 'event')} could not be handled and will not be handed over again. Look at these payments by hand, and mend what stopped them:`,
      ...each.map((one) => one.trim()),
      ...more,
    ].join('\n   ◦ '),
  ];
}

const placeOf = ({ workflowId, execution }: StuckDispatch, urlOf: WorkflowUrl): string =>
  urlOf(workflowId) + (execution === undefined ? '' : `/executions/${execution}`);

const failureOf = ({ lastFailure }: StuckDispatch): string => {
  if (!lastFailure) return '';
  const { channel, detail } = lastFailure;
  return detail === undefined ? `; “${channel}” failed` : `; “${channel}” answered: ${detail}`;
};

function overdue(
  { workflowId, overdue: late, longest, followedUpAt }: WorkflowActivity,
  at: string,
  urlOf: WorkflowUrl,
): readonly string[] {
  const [first] = longest;
  if (!first) return [];
  const waits = `${manyOf(late, 'event waits', 'events wait')} in ${urlOf(workflowId)}, the first for ${span(first.dueAt, at)}`;
  const lookedAfter =
    followedUpAt !== undefined && Date.parse(at) - Date.parse(followedUpAt) < FOLLOWED_UP;
  return [
    lookedAfter
      ? `${waits}, although the workflow is followed up${failureOf(first)}. Look at its executions in n8n.`
      : `${waits}, and nobody takes them up. Publish that workflow with a Payment Follow-Up Trigger in it.`,
  ];
}

function refusals(rejections: readonly EndpointRejection[], at: string): readonly string[] {
  const groups = Map.groupBy(rejections, ({ endpoint, reason }) => `${endpoint} ${reason}`);
  return [...groups.values()].flatMap((hours) => {
    const [{ endpoint, reason } = {}] = hours;
    if (endpoint === undefined || reason === undefined) return [];
    const count = hours.reduce((sum, hour) => sum + hour.count, 0);
    const last = hours.reduce((latest, { lastAt }) => (lastAt > latest ? lastAt : latest), '');
    return [refusal(endpoint, reason, count, span(last, at))];
  });
}

const refusal = (endpoint: string, reason: RejectionReason, count: number, ago: string): string =>
  `${many(count, 'delivery', 'deliveries')} for ${endpointName(endpoint)} ${count === 1 ? 'was' : 'were'} refused, the last ${ago} ago. ${REJECTION_REASONS[reason]}. ${REMEDIES[reason]}`;

function silences({ accounts, at }: LedgerStatus, silentAfter: number): readonly string[] {
  if (silentAfter === 0) return [];
  return accounts
    .filter(({ lastEventAt }) => Date.parse(at) - Date.parse(lastEventAt) > silentAfter)
    .map(
      ({ gateway, account, lastEventAt }) =>
        `${titleOf(gateway)} ${account} has sent nothing for ${span(lastEventAt, at)}. If payments were taken there, check that the workflow is published and that the gateway can reach n8n.`,
    );
}
