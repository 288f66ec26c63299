import type { INodeExecutionData } from 'n8n-workflow';

/**
 * Each event gets an execution of its own: a message that fails takes no other with it, and is tried again alone. n8n
 * starts one for a delivery or a look, whatever it brought; for the rest the workflow's Payment Follow-Up Trigger does,
 * where it is at work in this process.
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

/** Starts an execution for each of these but the first. Answers what is left for n8n to start one with. */
export function apart(
  workflowId: string,
  items: readonly INodeExecutionData[],
): INodeExecutionData[] {
  const start = starters.get(workflowId);
  if (!start) return [...items];
  for (const item of items.slice(1)) start(item);
  return items.slice(0, 1);
}
