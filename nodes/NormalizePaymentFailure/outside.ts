import type { IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isObject, text, type JsonObject } from '../core/event/json';
import { maskPayload } from '../core/event/mask';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { GATEWAYS } from '../core/gateway/registry';
import { clientFor } from '../core/n8n/gateways';
import type { PaymentItem } from '../core/n8n/item';
import { ledgerFor } from '../core/n8n/openLedger';
import { verifiedHere } from './verifiedHere';

/**
 * The payment item of an event that came through another trigger: verified here or accepted by name, stored first.
 * `undefined` where the ledger has it already and somebody else deals with it.
 */
export async function outsideItem(
  context: IExecuteFunctions,
  input: INodeExecutionData,
  index: number,
  now: string,
): Promise<PaymentItem | undefined> {
  const node = context.getNode();
  const body = isObject(input.json['body']) ? input.json['body'] : input.json;
  const adapter = isObject(body) ? GATEWAYS.find(({ recognises }) => recognises(body)) : undefined;
  if (!adapter || !isObject(body)) throw unrecognised(node, index);

  const verified = await verifiedHere(context, adapter, input, index, now);
  if (!verified && node.parameters['acceptUnverified'] !== true) throw unverified(node, index);
  const raw = verified ?? adapter.split(body, now)?.events[0];
  if (!raw) throw unrecognised(node, index);

  const event = adapter.normalize(
    { ...raw, payload: maskPayload(raw.payload) },
    {},
    { account: raw.account ?? (await accountOf(context, adapter, index)) },
  );
  if (!event) throw unrecognised(node, index);

  const name = context.getMode() === 'manual' ? 'test' : 'live';
  const ledger = await ledgerFor(context, name);
  const subscriber = { workflowId: context.getWorkflow().id ?? '', triggerId: node.id };
  const payload: JsonObject = maskPayload(raw.payload);
  const [receipt] = await ledger.receive(
    [{ event, raw: { type: raw.type, payload }, emit: true }],
    subscriber,
    now,
  );
  if (!receipt?.dispatch) return undefined;
  return {
    event,
    dispatch: receipt.dispatch,
    ledger: name,
    ...(name === 'test' ? { testRecipient: testRecipient(context, index) } : {}),
  };
}

async function accountOf(
  context: IExecuteFunctions,
  adapter: GatewayAdapter,
  index: number,
): Promise<string> {
  const given = text(option(context, index, 'account'));
  if (given) return given;
  const client = await clientFor(context, adapter);
  const found = client && adapter.account.id(await client(adapter.account.read));
  if (found) return found;
  throw new NodeOperationError(
    context.getNode(),
    `It is not known which ${adapter.title} account this event belongs to`,
    {
      itemIndex: index,
      description: `Select ${adapter.title} under Gateways, or fill in the option Account ID.`,
    },
  );
}

const testRecipient = (context: IExecuteFunctions, index: number) => ({
  phone: text(option(context, index, 'testPhone')),
  channel: text(option(context, index, 'testChannel')),
});

const option = (context: IExecuteFunctions, index: number, name: string): unknown =>
  context.getNodeParameter(`options.${name}`, index, '');

const unrecognised = (node: INode, itemIndex: number) =>
  new NodeOperationError(node, 'This item is no event of a gateway that the pack knows', {
    itemIndex,
    description: `Known gateways: ${GATEWAYS.map(({ title }) => title).join(', ')}. A Webhook node must hand over the body as JSON.`,
  });

const unverified = (node: INode, itemIndex: number) =>
  new NodeOperationError(node, 'Nobody verified that the gateway sent this event', {
    itemIndex,
    description:
      'Use this pack’s trigger; or switch on Raw Body in the Webhook node and fill in the signing secret in the gateway’s credential; or switch on Accept Unverified Events here.',
  });
