import type { IDataObject, IExecuteFunctions, NodeTypeAndVersion } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isObject, list, text } from '../core/event/json';
import type { Dispatch } from '../core/ledger/ledger';
import type { LedgerName, PaymentItem } from '../core/n8n/item';
import { readItem } from '../core/n8n/readItem';

/** Channel nodes replace an item with their own answer; its alert is found through n8n's paired items. */

export interface Paired {
  readonly item: PaymentItem;
  readonly json: IDataObject;
  readonly alert: { readonly subject: string } | undefined;
}

/** The item of the nearest of `nodes` that the incoming item goes back to. */
export async function pairedItem(
  context: IExecuteFunctions,
  nodes: readonly NodeTypeAndVersion[],
  index: number,
): Promise<Paired> {
  for (const { name } of nodes) {
    const json = ancestorJson(context, name, index);
    if (!json) continue;
    const subject = isObject(json['alert']) ? text(json['alert']['subject']) : undefined;
    return {
      item: await readItem(context.getNode(), json, index),
      json,
      alert: subject === undefined ? undefined : { subject },
    };
  }
  throw new NodeOperationError(context.getNode(), 'It cannot be told which alert this item confirms', {
    itemIndex: index,
    description: 'A node between the Escalation Counter and Confirm breaks the link between items.',
  });
}

function ancestorJson(
  context: IExecuteFunctions,
  name: string,
  index: number,
): IDataObject | undefined {
  try {
    const found: unknown = context.getWorkflowDataProxy(index)['$'](name).item;
    return isObject(found) && isObject(found['json']) ? { ...found['json'] } : undefined;
  } catch {
    // n8n raises where the node did not run, or where the item does not go back to it.
    return undefined;
  }
}

/** What Record handed on in this execution: the dispatches that are done with the last confirmation. */
export async function dispatchesOf(
  context: IExecuteFunctions,
  records: readonly NodeTypeAndVersion[],
  name: LedgerName,
): Promise<readonly Dispatch[]> {
  const proxy = context.getWorkflowDataProxy(0);
  const jsons = records.flatMap(({ name: node }) => {
    const runs = Number(proxy['$node'][node].runIndex) + 1;
    return Array.from({ length: runs }, (_, run) => [0, 1].map((output) => ({ node, output, run })))
      .flat()
      .flatMap((at) => itemsAt(proxy, at));
  });
  const items = await Promise.all(
    jsons.map((json, index) => readItem(context.getNode(), json, index)),
  );
  return items.filter(({ ledger }) => ledger === name).map(({ dispatch }) => dispatch);
}

interface Place {
  readonly node: string;
  readonly output: number;
  readonly run: number;
}

function itemsAt(
  proxy: ReturnType<IExecuteFunctions['getWorkflowDataProxy']>,
  { node, output, run }: Place,
): readonly IDataObject[] {
  const items: unknown = proxy['$items'](node, output, run);
  return list(items)
    .filter(isObject)
    .flatMap(({ json }) => (isObject(json) && isObject(json['dispatch']) ? [{ ...json }] : []));
}
