import type { INodeExecutionData, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';
import { ledgerFor } from './openLedger';

/**
 * Each event gets an execution of its own: a message that fails takes no other with it, and is tried again alone. n8n
 * starts one for a delivery or a look, whatever it brought. The others are started by the workflow's Payment Follow-Up
 * Trigger: at once where it is at work in this process, else when it finds that nobody took them up.
 */

/** How many start at once, and as many as that trigger takes up each time: n8n itself sets no limit. */
const AT_ONCE = 100;

type Start = (item: INodeExecutionData) => void;
const starters = new Map<string, Start>();

/** Says who starts executions of this workflow in this process. Answers how to take it back. */
export function startsApart(workflowId: string, start: Start): () => void {
  starters.set(workflowId, start);
  return () => {
    if (starters.get(workflowId) === start) starters.delete(workflowId);
  };
}

/**
 * Has executions started for these but the first. Answers what n8n is to start one with. Those too many for now are
 * stored and unclaimed, and wait for their turn. Never raises.
 */
export async function apart(
  context: IWebhookFunctions | IPollFunctions,
  items: readonly INodeExecutionData[],
): Promise<INodeExecutionData[]> {
  const [first, ...others] = items;
  if (!first || others.length === 0) return [...items];
  const workflowId = context.getWorkflow().id ?? '';
  const start = starters.get(workflowId);
  if (start) for (const item of others.slice(0, AT_ONCE - 1)) start(item);
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
