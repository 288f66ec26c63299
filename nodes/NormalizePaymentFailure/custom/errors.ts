import { type INode, NodeOperationError } from 'n8n-workflow';
import { REJECTION_REASONS, type RejectionReason } from '../../core/event/rejection';
import { labelOf } from './labels';

/** What the builder of a workflow reads when an event of a custom gateway cannot be taken. */

export const fieldWrong = (
  node: INode,
  name: string,
  why: string,
  description: string,
  itemIndex: number,
) => new NodeOperationError(node, `The field ${labelOf(name)} ${why}`, { itemIndex, description });

export const noRawBody = (node: INode, itemIndex: number) =>
  new NodeOperationError(node, 'There is nothing to check the signature over', {
    itemIndex,
    description:
      'Switch on the option Raw Body in the Webhook node, and connect it to this node without anything in between that drops the binary data.',
  });

export const notSigned = (node: INode, reason: RejectionReason, itemIndex: number) =>
  new NodeOperationError(node, 'The signature of this event does not hold', {
    itemIndex,
    description: `${REJECTION_REASONS[reason]}. The credential says how deliveries are signed.`,
  });

export const bodyChanged = (node: INode, itemIndex: number) =>
  new NodeOperationError(node, 'What is mapped here is not what was signed', {
    itemIndex,
    description:
      'The body of this item differs from its raw body, over which the signature was checked. Connect the Webhook node to this node directly, and have deliveries sent as JSON or as a form.',
  });

export const openWebhook = (node: INode, webhook: string | undefined, itemIndex: number) =>
  new NodeOperationError(
    node,
    webhook === undefined
      ? 'No Webhook node leads to this node, so none has checked the caller'
      : `The node “${webhook}” takes deliveries from anybody`,
    {
      itemIndex,
      description:
        'Set Authentication in the Webhook node to Basic, Header or JWT Auth; or check the gateway’s signature here, with Verified By set to Signature.',
    },
  );
