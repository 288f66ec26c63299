import {
  type IDataObject,
  type IExecuteFunctions,
  type NodeTypeAndVersion,
  NodeOperationError,
} from 'n8n-workflow';
import { isObject, list, object, text, type JsonObject } from '../core/event/json';
import type { PaymentItem } from '../core/n8n/item';
import { readItem } from '../core/n8n/readItem';
import { placesOf } from './answers';
import { callProxy } from './dataProxy';

/** Channel nodes replace an item with their own answer; its alert is found through n8n's paired items. */

export interface Paired {
  readonly item: PaymentItem;
  readonly json: IDataObject;
  readonly alert: { readonly subject: string } | undefined;
}

/** Finds the item of the nearest of `nodes` that an incoming item goes back to. */
export function pairing(
  context: IExecuteFunctions,
  nodes: readonly NodeTypeAndVersion[],
): (index: number) => Promise<Paired> {
  let order: Order | undefined;
  const inOrder = () => (order ??= orderOf(context));
  return async (index) => await pairedItem(context, nodes, index, inOrder);
}

async function pairedItem(
  context: IExecuteFunctions,
  nodes: readonly NodeTypeAndVersion[],
  index: number,
  inOrder: () => Order,
): Promise<Paired> {
  for (const { name } of nodes) {
    const json =
      jsonOf(() => Reflect.get(callProxy(context, index, '$', name), 'item')) ??
      jsonOf(() => ancestorInOrder(context, name, index, inOrder()));
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
        'A node between the Escalation Counter and this one breaks the link between items. Connect both outputs of every channel straight to this node.',
    },
  );
}

/** The places that the incoming items had among those given to the channel, as the order tells, and whence it got them. */
interface Order {
  readonly source: unknown;
  readonly places: readonly number[] | undefined;
}

/**
 * A channel that answers one item for each, and says nothing of pairs, is paired by n8n; but not where its errors leave
 * by an output of their own (the Twilio node, n8n 2.41).
 */
function orderOf(context: IExecuteFunctions): Order {
  const { previousNode, previousNodeRun, previousNodeOutput } = context.getInputSourceData();
  const run = runOf(context, previousNode, previousNodeRun);
  const [source] = list(run.source);
  const from = object(source);
  const before = runOf(context, text(from.previousNode) ?? '', from.previousNodeRun);
  const given = itemsOf(before)[Number(from.previousNodeOutput ?? 0)] ?? [];
  return { source, places: placesIn(given, itemsOf(run), previousNodeOutput ?? 0) };
}

const ancestorInOrder = (
  context: IExecuteFunctions,
  name: string,
  index: number,
  { source, places }: Order,
): unknown => {
  const item = places?.[index];
  return item === undefined
    ? undefined
    : callProxy(context, index, '$getPairedItem', name, source, { item });
};

/** The places among the given items that the items of this output have. The last output is the one for errors. */
function placesIn(
  given: readonly JsonObject[],
  outputs: readonly (readonly JsonObject[])[],
  output: number,
): readonly number[] | undefined {
  const all = given.map((_, place) => place);
  if (outputs[output]?.length === given.length) return all;
  const [answers, errors, ...others] = outputs;
  if (!answers || !errors || others.length > 0) return undefined;
  if (answers.length + errors.length !== given.length) return undefined;
  const sent = placesOf(given, answers);
  return output === 0 ? sent : sent && all.filter((place) => !sent.includes(place));
}

const itemsOf = ({ data }: JsonObject): readonly (readonly JsonObject[])[] =>
  list(object(data).main).map((items) => list(items).map((item) => object(object(item).json)));

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
