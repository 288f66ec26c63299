import type {
  IAllExecuteFunctions,
  INodeCredentialDescription,
  INodeProperties,
} from 'n8n-workflow';
import type { ApiClient, GatewayAdapter } from '../gateway/adapter';
import { GATEWAYS } from '../gateway/registry';
import { httpFor } from './http';

/** Which gateways an action node may call, and with which credential. */

/**
 * n8n hides a parameter whose every option brings a credential, taking it for a way of signing in; so one brings none.
 */
const OTHER = {
  name: 'Other',
  value: 'other',
  description: 'A gateway that the pack cannot ask',
};

export const gatewaysProperty = (purpose: string): INodeProperties => ({
  displayName: 'Gateways',
  name: 'gateways',
  type: 'multiOptions',
  noDataExpression: true,
  default: [],
  description: `${purpose} Each needs its credential.`,
  options: [...GATEWAYS.map(({ id, title }) => ({ name: title, value: id })), OTHER],
});

export const gatewayCredentials: INodeCredentialDescription[] = GATEWAYS.map(
  ({ id, credential }) => ({
    name: credential,
    required: true,
    displayOptions: { show: { gateways: [id] } },
  }),
);

/** A client for the gateway's API, or `undefined` where the node is not allowed to call it. */
export async function clientFor(
  context: IAllExecuteFunctions,
  adapter: GatewayAdapter,
): Promise<ApiClient | undefined> {
  const allowed = context.getNode().parameters['gateways'];
  if (!Array.isArray(allowed) || !allowed.some((id) => id === adapter.id)) return undefined;
  const credential = await context.getCredentials(adapter.credential);
  return adapter.api(httpFor(context, adapter.credential), credential);
}
