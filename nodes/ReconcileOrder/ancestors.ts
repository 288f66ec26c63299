import type { IDataObject, IExecuteFunctions, NodeTypeAndVersion } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isObject, list, object, text, type JsonObject } from '../core/event/json';
import type { PaymentItem } from '../core/n8n/item';
import { readItem } from '../core/n8n/readItem';
import { callProxy } from './dataProxy';

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

const ancestorJson = (
  context: IExecuteFunctions,
  name: string,
  index: number,
): IDataObject | undefined =>
  jsonOf(() => Reflect.get(callProxy(context, index, '$', name), 'item')) ??
  jsonOf(() => ancestorInOrder(context, name, index));

/**
 * A channel that answers one item for each, and says nothing of pairs, is paired by n8n; but not where its errors leave
 * by an output of their own (the Twilio node, n8n 2.41). As long as none did, the order tells.
 */
function ancestorInOrder(context: IExecuteFunctions, name: string, index: number): unknown {
  const { previousNode, previousNodeRun } = context.getInputSourceData();
  const [source] = list(runOf(context, previousNode, previousNodeRun)['source']);
  const from = object(source);
  const before = runOf(context, text(from['previousNode']) ?? '', from['previousNodeRun']);
  const given = list(list(object(before['data'])['main'])[Number(from['previousNodeOutput'] ?? 0)]);
  if (given.length !== context.getInputData().length) return undefined;
  return callProxy(context, index, '$getPairedItem', name, source, { item: index });
}

/** What n8n keeps of one run of a node in this execution. */
function runOf(context: IExecuteFunctions, node: string, run: unknown): JsonObject {
  const execution = object(Reflect.get(context, 'runExecutionData'));
  const runs = object(object(execution['resultData'])['runData'])[node];
  return object(list(runs)[Number(run ?? 0)]);
}

function jsonOf(find: () => unknown): IDataObject | undefined {
  try {
    const found = find();
    return isObject(found) && isObject(found['json']) ? { ...found['json'] } : undefined;
  } catch {
    // n8n raises where the node did not run, or where the item does not go back to it.
    return undefined;
  }
}
