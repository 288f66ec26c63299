import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import type { Ledger, Outcome } from '../core/ledger/ledger';
import { noticeSubject } from '../core/message/alert';
import { confirmsAfter, isCounter, isRecord } from '../core/n8n/graph';
import type { LedgerName } from '../core/n8n/item';
import { marksOf } from '../core/n8n/marks';
import { byLedger, failed, sorted, type Placed, type Routed } from '../core/n8n/readItems';
import { pairing, type Paired } from './ancestors';
import { branchOf, statusOf, type Branch } from './branch';
import { confirmedBefore } from './confirmedBefore';
import { moreToCome } from './pending';

interface Confirmed extends Placed {
  readonly outcome: Outcome;
}

/** Notes what became of each alert of this branch; with the last branch, the events that came this far are done. */
export async function confirm(
  context: IExecuteFunctions,
  now: string,
): Promise<INodeExecutionData[][]> {
  const ancestors = context.getParentNodes(context.getNode().name, { includeNodeParameters: true });
  const records = ancestors.filter(isRecord);
  if (records.length === 0) throw noRecord(context);
  const branch = branchOf(context, ancestors);
  const routed: Routed[] = [];
  const confirmed: Confirmed[] = [];
  const pairedWith = pairing(context, [...ancestors.filter(isCounter), ...records]);
  for (const [index, { json }] of context.getInputData().entries()) {
    try {
      const paired = await pairedWith(index);
      const outcome = outcomeOf(paired, branch, statusOf(branch, json, paired.item.event.customer));
      confirmed.push({ index, json: paired.json, item: paired.item, outcome });
    } catch (error) {
      routed.push(failed(context, index, error));
    }
  }
  const confirms = confirmsAfter(context, records);
  const last = !moreToCome(context, confirms);
  const work = async (group: readonly Placed[], ledger: Ledger, name: LedgerName) => {
    const mine = confirmed.filter((one) => group.some(({ index }) => index === one.index));
    await ledger.confirm(
      mine.map(({ outcome }) => outcome),
      now,
    );
    if (last) {
      const before = await confirmedBefore(context, confirms, name);
      const done = [...before, ...mine.map(({ item }) => item.dispatch)];
      await marksOf(done);
      await ledger.finish(done, now);
    }
    return mine.map(handOn);
  };
  return sorted([...routed, ...(await byLedger(context, confirmed, work))], 1);
}

const handOn = ({ index, json, outcome: { channel, status, detail } }: Confirmed): Routed => ({
  output: 0,
  index,
  json: { ...json, outcome: { channel, status, detail } },
});

function outcomeOf(
  { item, alert }: Paired,
  { channel, audience }: Branch,
  { status, detail }: Pick<Outcome, 'status' | 'detail'>,
): Outcome {
  const subject = alert?.subject ?? noticeSubject(item.event);
  return { dispatch: item.dispatch, channel, subject, audience, status, detail };
}

const noRecord = (context: IExecuteFunctions) =>
  new NodeOperationError(
    context.getNode(),
    'No Reconcile Order node with the operation Record comes before this one',
    {
      description:
        'Place Reconcile Order (Record) before the Escalation Counter, and this node after the channels.',
    },
  );
