import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Outcome } from '../core/ledger/ledger';
import { noticeSubject } from '../core/message/alert';
import { isCounter, isRecord } from '../core/n8n/graph';
import type { LedgerName, PaymentItem } from '../core/n8n/item';
import { ledgerFor } from '../core/n8n/openLedger';
import { failed, sorted, type Routed } from '../core/n8n/readItems';
import { sameLedger } from '../core/n8n/readItem';
import { dispatchesOf, pairedItem, type Paired } from './ancestors';
import { branchOf, statusOf } from './branch';
import { moreToCome } from './pending';

/** Notes what became of each alert of this branch; with the last branch, the events are done. */
export async function confirm(
  context: IExecuteFunctions,
  now: string,
): Promise<INodeExecutionData[][]> {
  const node = context.getNode();
  const ancestors = context.getParentNodes(node.name, { includeNodeParameters: true });
  const counters = ancestors.filter(isCounter);
  const records = ancestors.filter(isRecord);
  if (records.length === 0) {
    throw new NodeOperationError(
      node,
      'No Reconcile Order node with the operation Record comes before this one',
      {
        description: 'Place Record before the Escalation Counter, and Confirm after the channels.',
      },
    );
  }
  const branch = branchOf(context, ancestors);
  const routed: Routed[] = [];
  const confirmed: { item: PaymentItem; outcome: Outcome }[] = [];
  for (const [index, { json }] of context.getInputData().entries()) {
    try {
      const paired = await pairedItem(context, [...counters, ...records], index);
      const outcome = outcomeOf(paired, branch, statusOf(branch, json));
      confirmed.push({ item: paired.item, outcome });
      const { channel, status, detail } = outcome;
      routed.push({
        output: 0,
        index,
        json: { ...paired.json, outcome: { channel, status, detail } },
      });
    } catch (error) {
      routed.push(failed(context, index, error));
    }
  }
  const last = !moreToCome(context, ancestors);
  for (const name of ['live', 'test'] as const) {
    const group = confirmed.filter(({ item }) => item.ledger === name);
    await settle(context, name, group, last ? await dispatchesOf(context, records, name) : [], now);
  }
  return sorted(routed, 1);
}

function outcomeOf(
  { item, alert }: Paired,
  { channel, audience }: { channel: string; audience: Outcome['audience'] },
  { status, detail }: Pick<Outcome, 'status' | 'detail'>,
): Outcome {
  const subject = alert?.subject ?? noticeSubject(item.event);
  return { dispatch: item.dispatch, channel, subject, audience, status, detail };
}

async function settle(
  context: IExecuteFunctions,
  name: LedgerName,
  group: readonly { item: PaymentItem; outcome: Outcome }[],
  done: readonly Outcome['dispatch'][],
  now: string,
): Promise<void> {
  if (group.length === 0 && done.length === 0) return;
  const ledger = await ledgerFor(context, name);
  for (const [index, { item }] of group.entries()) {
    sameLedger(context.getNode(), item, ledger.fingerprint, index);
  }
  if (group.length > 0)
    await ledger.confirm(
      group.map(({ outcome }) => outcome),
      now,
    );
  if (done.length > 0) await ledger.finish(done, now);
}
