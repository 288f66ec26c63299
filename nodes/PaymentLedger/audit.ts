import { type IDataObject, type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import { later } from '../core/event/reading';
import { ledgerFor } from '../core/n8n/openLedger';
import { textParameter } from '../core/n8n/parameter';

const HOUR = 3_600;

/** One item per case: keep them where whoever can change the ledger cannot change them. */
export async function auditCheckpoints(
  context: IExecuteFunctions,
  index: number,
  now: string,
): Promise<readonly IDataObject[]> {
  const hours = Number(context.getNodeParameter('checkpointHours', index, 48));
  const ledger = await ledgerFor(context, 'live');
  const heads = await ledger.heads(later(now, -hours * HOUR));
  return heads.map(({ caseId, head, entries }) => ({ caseId, head, entries, at: now }));
}

/** Walks the trail of a case, and holds what was kept elsewhere against it. */
export async function verifyTrail(
  context: IExecuteFunctions,
  index: number,
): Promise<readonly IDataObject[]> {
  const caseId = textParameter(context, 'caseId', index).trim();
  const keptHead = textParameter(context, 'keptHead', index).trim();
  const keptEntries = Number(context.getNodeParameter('keptEntries', index, 0));
  const ledger = await ledgerFor(context, 'live');
  const trail = await ledger.auditTrail(caseId);
  if (trail.length === 0) {
    throw new NodeOperationError(context.getNode(), `The ledger has no case ${caseId}`, {
      itemIndex: index,
      description: 'Use the ID that Reconcile Order gives as case.id.',
    });
  }
  const { ok, brokenAt } = await ledger.verifyAudit(caseId);
  const entries = trail.length;
  const head = trail.at(-1)?.hash;
  const kept = keptHead === '' ? undefined : trail[(keptEntries || entries) - 1]?.hash === keptHead;
  return [
    {
      caseId,
      intact: ok && kept !== false,
      head,
      entries,
      ...(brokenAt !== undefined && { brokenAt }),
      ...(kept !== undefined && { matchesKept: kept }),
    },
  ];
}
