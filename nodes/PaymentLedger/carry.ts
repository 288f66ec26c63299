import { type IDataObject, type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import { embeddedFile, placeOf } from '../core/n8n/openLedger';

const NEXT =
  'Set Storage to Postgres, with the same credential, in every node of the pack, and publish the workflows. Until then deliveries are answered 503, and the gateways send them again. Keep the file as a backup; nothing uses it any more.';

/** From the embedded file to the Postgres that this node is set to. */
export async function carry(
  context: IExecuteFunctions,
  index: number,
  now: string,
): Promise<readonly IDataObject[]> {
  const place = await placeOf(context, 'live');
  if (place.kind !== 'postgres') {
    throw new NodeOperationError(context.getNode(), 'It is not said where to carry the ledger to', {
      itemIndex: index,
      description: 'Set Storage to Postgres and choose the credential of the database.',
    });
  }
  const { carryOver } = await import('../core/ledger/carryOver');
  const { to, copied } = await carryOver(embeddedFile('live'), place, now);
  return [
    copied
      ? { carriedOver: true, to, rows: copied.rows, auditHeads: copied.auditHeads, next: NEXT }
      : { carriedOver: true, to, alreadyThere: true, next: NEXT },
  ];
}
