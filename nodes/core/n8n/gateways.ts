import type {
  IAllExecuteFunctions,
  INodeCredentialDescription,
  INodeProperties,
  INodePropertyOptions,
} from 'n8n-workflow';
import type { GatewayAdapter } from '../gateway/adapter';
import type { ApiClient } from '../gateway/apiClient';
import type { Supplied } from '../gateway/context';
import { GATEWAYS, gatewayOf } from '../gateway/registry';
import { credentialOf, credentialsOf } from './credential';
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

/** In the order in which people look for them. */
export const gatewayOptions = (adapters: readonly GatewayAdapter[]): INodePropertyOptions[] =>
  adapters
    .map(({ id, title }) => ({ name: title, value: id }))
    .toSorted((a, b) => a.name.localeCompare(b.name));

/** Those at which a case and its status can be written onto something that staff look at. */
export const MARKED: readonly GatewayAdapter[] = GATEWAYS.filter(({ mark }) => mark !== undefined);

export const gatewaysProperty = (
  purpose: string,
  adapters: readonly GatewayAdapter[] = GATEWAYS,
): INodeProperties => ({
  displayName: 'Gateways',
  name: 'gateways',
  type: 'multiOptions',
  noDataExpression: true,
  default: [],
  description: `${purpose} Each needs its credential.`,
  options: [...gatewayOptions(adapters), OTHER],
});

export const gatewayCredentials = (
  adapters: readonly GatewayAdapter[] = GATEWAYS,
): INodeCredentialDescription[] =>
  adapters.flatMap((adapter) =>
    credentialsOf(adapter).map((one) => ({
      ...one,
      displayOptions: { show: { gateways: [adapter.id] } },
    })),
  );

/** Whether the node was allowed to use this gateway's credential. */
export function mayUse(context: IAllExecuteFunctions, { id }: GatewayAdapter): boolean {
  const allowed = context.getNode().parameters['gateways'];
  return Array.isArray(allowed) && allowed.some((one) => one === id);
}

/** Clients by the gateway's id, each made once for this run of the node. */
export function clientsFor(
  context: IAllExecuteFunctions,
): (gateway: string) => Promise<ApiClient | undefined> {
  const clients = new Map<string, Promise<ApiClient | undefined>>();
  return async (gateway) => {
    const client = clients.get(gateway) ?? clientFor(context, gatewayOf(gateway));
    clients.set(gateway, client);
    return await client;
  };
}

/** A client for the gateway's API, or `undefined` where the node is not allowed to call it. */
export async function clientFor(
  context: IAllExecuteFunctions,
  adapter: GatewayAdapter,
): Promise<ApiClient | undefined> {
  if (!mayUse(context, adapter)) return undefined;
  const credential = await credentialOf(context, adapter);
  return adapter.api(httpFor(context, adapter.credential), credential);
}

/** What the gateway's credential tells where events leave it out; nothing where the node may not use it. */
export async function suppliedBy(
  context: IAllExecuteFunctions,
  adapter: GatewayAdapter,
): Promise<Supplied> {
  if (!adapter.supplies || !mayUse(context, adapter)) return {};
  return adapter.supplies(await credentialOf(context, adapter));
}
