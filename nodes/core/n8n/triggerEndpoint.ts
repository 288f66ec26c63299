import type { INode } from 'n8n-workflow';
import type { GatewayAdapter } from '../gateway/adapter';
import { endpointSecrets } from '../gateway/endpointSecrets';

/**
 * What refusals are counted under: the gateway and the credential that deliveries are checked with. The editor, which
 * shows the counts, knows neither the node's id nor its URL while it fills a list.
 */
export const endpointOf = (node: INode, { id, credential }: GatewayAdapter): string =>
  `${id}:${node.credentials?.[credential]?.id ?? 'no credential'}`;

/** One for the process: publishing here is seen at once, publishing elsewhere within a minute or at a mismatch. */
export const secrets = endpointSecrets(60_000);
