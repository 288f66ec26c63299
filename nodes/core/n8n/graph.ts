import type { IExecuteFunctions, NodeTypeAndVersion } from 'n8n-workflow';

/** Finding the pack's other nodes in the workflow, by what they are and never by what they are called. */

const isReconcile = ({ type, disabled }: NodeTypeAndVersion): boolean =>
  type.endsWith('.reconcileOrder') && !disabled;

export const isConfirm = (node: NodeTypeAndVersion): boolean =>
  isReconcile(node) && node.parameters?.['operation'] === 'confirm';

export const isRecord = (node: NodeTypeAndVersion): boolean =>
  isReconcile(node) && node.parameters?.['operation'] !== 'confirm';

export const isCounter = ({ type, disabled }: NodeTypeAndVersion): boolean =>
  type.endsWith('.escalationCounter') && !disabled;

/** Whether a Reconcile Order node that confirms lies behind this one. */
export const leadsToConfirm = (context: IExecuteFunctions): boolean =>
  context.getChildNodes(context.getNode().name, { includeNodeParameters: true }).some(isConfirm);

/** Whether an Escalation Counter lies behind this node. */
export const leadsToCounter = (context: IExecuteFunctions): boolean =>
  context.getChildNodes(context.getNode().name).some(isCounter);

/** Every Confirm that lies behind one of these nodes, each once. */
export function confirmsAfter(
  context: IExecuteFunctions,
  nodes: readonly NodeTypeAndVersion[],
): readonly NodeTypeAndVersion[] {
  const found = nodes.flatMap(({ name }) =>
    context.getChildNodes(name, { includeNodeParameters: true }).filter(isConfirm),
  );
  return [...new Map(found.map((node) => [node.name, node])).values()];
}
