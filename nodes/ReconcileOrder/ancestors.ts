import type { IDataObject, IExecuteFunctions, NodeTypeAndVersion } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isObject, text } from '../core/event/json';
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

function ancestorJson(
  context: IExecuteFunctions,
  name: string,
  index: number,
): IDataObject | undefined {
  try {
    const found: unknown = Reflect.get(callProxy(context, index, '$', name), 'item');
    return isObject(found) && isObject(found['json']) ? { ...found['json'] } : undefined;
  } catch {
    // n8n raises where the node did not run, or where the item does not go back to it.
    return undefined;
  }
}
