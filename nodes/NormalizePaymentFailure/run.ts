import type { IExecuteFunctions, WorkflowExecuteMode } from 'n8n-workflow';
import type { LedgerName } from '../core/n8n/item';
import { ambiguousRun } from './outsideErrors';

const LIVE: readonly WorkflowExecuteMode[] = ['webhook', 'trigger'];
const TEST: readonly WorkflowExecuteMode[] = ['manual', 'evaluation'];

/**
 * Whether an event that no trigger of ours has stamped is live. A retry of a manual run, and a workflow called by one,
 * look to n8n like anything else: a test that reached a guest would be worse than a run that asks.
 */
export function runOf(context: IExecuteFunctions, index: number): LedgerName {
  const chosen = context.getNodeParameter('options.run', index, 'detect');
  if (chosen === 'live' || chosen === 'test') return chosen;
  const mode = context.getMode();
  if (LIVE.includes(mode)) return 'live';
  if (TEST.includes(mode)) return 'test';
  throw ambiguousRun(context.getNode(), index);
}
