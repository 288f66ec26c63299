import { type IDataObject, type INode, NodeOperationError } from 'n8n-workflow';
import { ANOTHER_STORAGE } from '../ledger/ledgerError';
import type { PaymentItem } from './item';

/**
 * The payment item in `json`, checked. Raises NodeOperationError, with the item's index, where there is none,
 * where something on the way broke it, or where it belongs to another ledger.
 */
export async function readItem(
  node: INode,
  json: IDataObject,
  itemIndex: number,
): Promise<PaymentItem> {
  const { paymentItemSchema } = await import('./itemSchema');
  const read = paymentItemSchema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new NodeOperationError(
    node,
    'event' in json
      ? `The payment event was changed on its way: ${issue?.path.join('.')} is not as it should be`
      : 'This item carries no payment event',
    {
      itemIndex,
      description:
        'event' in json
          ? 'Nodes between the trigger and this one must pass the fields event, dispatch and ledger through untouched.'
          : 'Connect this node to Normalize Payment Failure, or to a later node of the pack.',
    },
  );
}

/** Raises where the item was stored in another ledger than this node's: it would be counted apart. */
export function sameLedger(
  node: INode,
  item: PaymentItem,
  fingerprint: string,
  itemIndex: number,
): void {
  if (item.dispatch.ledger === fingerprint) return;
  throw new NodeOperationError(node, ANOTHER_STORAGE.what, {
    itemIndex,
    description: ANOTHER_STORAGE.advice,
  });
}
