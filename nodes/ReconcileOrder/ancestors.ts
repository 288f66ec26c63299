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
  throw new NodeOperationError(
    context.getNode(),
    'It cannot be told which alert this item confirms',
    {
      itemIndex: index,
      description:
        'A node between the Escalation Counter and Confirm breaks the link between items.',
    },
  );
}

function ancestorJson(
  context: IExecuteFunctions,
  name: string,
  index: number,
): IDataObject | undefined {
  try {
    const found: unknown = Reflect.get(call(context, index, '$', name), 'item');
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
  const jsons = records.flatMap(({ name: node }) => {
    return Array.from({ length: runsOf(context, node) }, (_, run) =>
      [0, 1].map((output) => ({ node, output, run })),
    )
      .flat()
      .flatMap((at) => itemsAt(context, at));
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

function itemsAt(context: IExecuteFunctions, { node, output, run }: Place): readonly IDataObject[] {
  return list(call(context, 0, '$items', node, output, run))
    .filter(isObject)
    .flatMap(({ json }) => (isObject(json) && isObject(json['dispatch']) ? [{ ...json }] : []));
}

/** How often the node ran in this execution. */
function runsOf(context: IExecuteFunctions, node: string): number {
  const nodes: unknown = context.getWorkflowDataProxy(0)['$node'];
  const known: unknown = isProxy(nodes) ? Reflect.get(nodes, node) : undefined;
  const last: unknown = isProxy(known) ? Reflect.get(known, 'runIndex') : undefined;
  return typeof last === 'number' ? last + 1 : 0;
}

/** Calls one of the functions that n8n offers to expressions. Raises what n8n raises. */
function call(
  context: IExecuteFunctions,
  index: number,
  name: string,
  ...parameters: readonly unknown[]
): object {
  const offered: unknown = context.getWorkflowDataProxy(index)[name];
  if (typeof offered !== 'function') throw new Error(`n8n offers no ${name}`);
  const answer: unknown = Reflect.apply(offered, undefined, parameters);
  return isProxy(answer) ? answer : {};
}

const isProxy = (value: unknown): value is object => typeof value === 'object' && value !== null;
