import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import type { RawEvent } from '../core/event/rawEvent';
import { REJECTION_REASONS } from '../core/event/rejection';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { evidenceFor } from '../core/gateway/evidence';
import { openDelivery } from '../core/gateway/openDelivery';
import { callsOf } from '../core/n8n/calls';
import { credentialOf } from '../core/n8n/credential';
import { mayUse } from '../core/n8n/gateways';
import { webhookDelivery, type Outside } from './webhookDelivery';

/**
 * The raw events of a Webhook node's item that carries the raw body and the gateway's signature, verified with the
 * gateway's credential. `undefined` where there is nothing to verify with; raises where the signature does not hold.
 */
export async function verifiedHere(
  context: IExecuteFunctions,
  adapter: GatewayAdapter,
  outside: Outside,
): Promise<readonly RawEvent[] | undefined> {
  if (!mayUse(context, adapter)) return undefined;
  const delivery = await webhookDelivery(context, outside);
  if (!delivery) return undefined;
  const credential = await credentialOf(context, adapter);
  const keys = adapter.signature.keys(credential);
  const calls = callsOf(context, adapter);
  const evidence = await evidenceFor(adapter, delivery, keys, credential, calls);
  const opened = openDelivery(adapter, delivery, keys, adapter.login?.(credential), evidence);
  if (opened.ok) return opened.events;
  throw new NodeOperationError(context.getNode(), 'The signature of this event does not hold', {
    itemIndex: outside.index,
    description: REJECTION_REASONS[opened.reason],
  });
}
