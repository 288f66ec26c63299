import type { INode, IWorkflowMetadata } from 'n8n-workflow';
import type { GatewayAdapter } from '../gateway/adapter';
import { endpointSecrets } from '../gateway/endpointSecrets';
import type { Subscriber } from '../ledger/ledger';

/**
 * What refusals are counted under: the gateway and the credential that deliveries are checked with. The editor, which
 * shows the counts, knows neither the node's id nor its URL while it fills a list.
 */
export const endpointOf = (node: INode, { id, credential }: GatewayAdapter): string =>
  `${id}:${node.credentials?.[credential]?.id ?? 'no credential'}`;

/** Whom the ledger dispatches this trigger's events to. */
export const subscriberOf = (context: {
  getWorkflow(): IWorkflowMetadata;
  getNode(): INode;
}): Subscriber => ({
  workflowId: context.getWorkflow().id ?? '',
  triggerId: context.getNode().id,
});

/** One for the process: publishing here is seen at once, publishing elsewhere within a minute or at a mismatch. */
export const secrets = endpointSecrets(60_000);
