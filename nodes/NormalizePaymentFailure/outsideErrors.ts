import { type INode, NodeOperationError } from 'n8n-workflow';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { GATEWAYS } from '../core/gateway/registry';

/** What the builder of a workflow reads when an event from another trigger cannot be taken. */

export const unrecognised = (node: INode, itemIndex: number) =>
  new NodeOperationError(node, 'This item is no event of a gateway that the pack knows', {
    itemIndex,
    description: `Known gateways: ${GATEWAYS.map(({ title }) => title).join(', ')}. A Webhook node must hand over the body as JSON.`,
  });

export const unverified = (node: INode, itemIndex: number) =>
  new NodeOperationError(node, 'Nobody verified that the gateway sent this event', {
    itemIndex,
    description:
      'Use this pack’s trigger; or switch on Raw Body in the Webhook node, select the gateway here and fill in the signing secret in its credential; or switch on Accept Unverified Events here.',
  });

export const noAccount = (node: INode, { title }: GatewayAdapter, itemIndex: number) =>
  new NodeOperationError(node, `It is not known which ${title} account this event belongs to`, {
    itemIndex,
    description: `Select ${title} under Gateways, or fill in the option Account ID.`,
  });

export const ambiguousRun = (node: INode, itemIndex: number) =>
  new NodeOperationError(node, 'It cannot be told whether this run is live or a test', {
    itemIndex,
    description:
      'n8n does not say whether a retried run, or one called by another workflow, began by hand. Choose Live or Test in the option Runs Are.',
  });
