import type { IDataObject, IExecuteFunctions, NodeTypeAndVersion } from 'n8n-workflow';
import { isObject, list } from '../core/event/json';
import type { Dispatch } from '../core/ledger/ledger';
import type { LedgerName } from '../core/n8n/item';
import { readItem } from '../core/n8n/readItem';
import { callProxy, isProxy } from './dataProxy';

/** What the Confirm nodes of this execution have confirmed in earlier branches. */
export async function confirmedBefore(
  context: IExecuteFunctions,
  confirms: readonly NodeTypeAndVersion[],
  name: LedgerName,
): Promise<readonly Dispatch[]> {
  const jsons = confirms.flatMap(({ name: node }) =>
    Array.from({ length: runsOf(context, node) }, (_, run) => itemsOf(context, node, run)).flat(),
  );
  const items = await Promise.all(
    jsons.map((json, index) => readItem(context.getNode(), json, index)),
  );
  return items.filter(({ ledger }) => ledger === name).map(({ dispatch }) => dispatch);
}

/** What could not be confirmed carries no dispatch. */
const itemsOf = (context: IExecuteFunctions, node: string, run: number): readonly IDataObject[] =>
  list(callProxy(context, 0, '$items', node, 0, run))
    .filter(isObject)
    .flatMap(({ json }) => (isObject(json) && isObject(json['dispatch']) ? [{ ...json }] : []));

/** How often the node has run in this execution. */
function runsOf(context: IExecuteFunctions, node: string): number {
  const nodes: unknown = context.getWorkflowDataProxy(0)['$node'];
  const known: unknown = isProxy(nodes) ? Reflect.get(nodes, node) : undefined;
  const last: unknown = isProxy(known) ? Reflect.get(known, 'runIndex') : undefined;
  return typeof last === 'number' ? last + 1 : 0;
}
