import type { INodeExecutionData, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';
import { ledgerFor } from './openLedger';

/**
 * Each event gets an execution of its own: a message that fails takes no other with it, and is tried again alone. n8n
 * starts one for a delivery or a look, whatever it brought. The others are started by the workflow's Payment Follow-Up
 * Trigger: at once where it is at work in this process, else when it finds that nobody took them up.
 */

type Start = (item: INodeExecutionData) => void;
const starters = new Map<string, Start>();

/** Says who starts executions of this workflow in this process. Answers how to take it back. */
export function startsApart(workflowId: string, start: Start): () => void {
  starters.set(workflowId, start);
  return () => {
    if (starters.get(workflowId) === start) starters.delete(workflowId);
  };
}

/** Has an execution started for each of these but the first. Answers what n8n is to start one with. Never raises. */
export async function apart(
  context: IWebhookFunctions | IPollFunctions,
  items: readonly INodeExecutionData[],
): Promise<INodeExecutionData[]> {
  const [first, ...others] = items;
  if (!first || others.length === 0) return [...items];
  const workflowId = context.getWorkflow().id ?? '';
  const start = starters.get(workflowId);
  if (start) for (const item of others) start(item);
  else if (!(await isLookedAfter(context, workflowId))) return [...items];
  return [first];
}

async function isLookedAfter(
  context: IWebhookFunctions | IPollFunctions,
  workflowId: string,
): Promise<boolean> {
  try {
    const ledger = await ledgerFor(context, 'live');
    return await ledger.lookedAfter(workflowId, new Date().toISOString());
  } catch {
    return false;
  }
}
