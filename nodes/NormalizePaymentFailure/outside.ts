import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isObject, text, type JsonObject } from '../core/event/json';
import { maskPayload } from '../core/event/mask';
import type { RawEvent } from '../core/event/rawEvent';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { GATEWAYS } from '../core/gateway/registry';
import type { PaymentItem } from '../core/n8n/item';
import { ledgerFor } from '../core/n8n/openLedger';
import { clientFor, suppliedBy } from '../core/n8n/gateways';
import { testRecipientFrom } from '../core/n8n/recipients';
import { noAccount, unrecognised, unverified } from './outsideErrors';
import { runOf } from './run';
import { verifiedHere } from './verifiedHere';

/** Events that came through another trigger: n8n's own, or a plain Webhook node. */
export interface OutsideSource {
  /**
   * The payment item of such an event, verified here or accepted by name, and stored before anything else happens.
   * A text says why there is none. Raises NodeOperationError where the event cannot be trusted or understood.
   */
  take(input: INodeExecutionData, index: number): Promise<PaymentItem | string>;
}

export function outsideSource(context: IExecuteFunctions, now: string): OutsideSource {
  const accounts = new Map<string, Promise<string | undefined>>();
  const accountOf = async (adapter: GatewayAdapter, index: number): Promise<string> => {
    const given = text(context.getNodeParameter('options.account', index, ''));
    if (given) return given;
    const known = accounts.get(adapter.id) ?? readAccount(context, adapter);
    accounts.set(adapter.id, known);
    const account = await known;
    if (account === undefined) throw noAccount(context.getNode(), adapter, index);
    return account;
  };
  return {
    async take(input, index) {
      const body = isObject(input.json['body']) ? input.json['body'] : input.json;
      const adapter = isObject(body)
        ? GATEWAYS.find(({ recognises }) => recognises(body))
        : undefined;
      if (!adapter || !isObject(body)) throw unrecognised(context.getNode(), index);

      const raw = await trusted(context, adapter, { input, body, index, now });
      if (!raw) return NOT_OURS;
      const masked = { ...raw, payload: maskPayload(raw.payload, adapter.mask) };
      const account = raw.account ?? (await accountOf(adapter, index));
      const supplied = await suppliedBy(context, adapter);
      const event = adapter.normalize(masked, {}, { ...supplied, account });
      if (!event) return NOT_OURS;
      const { type, payload } = masked;
      return await stored(context, { event, raw: { type, payload }, emit: true }, index, now);
    },
  };
}

const NOT_OURS = 'This event tells of nothing that concerns a payment’s fate';

async function readAccount(
  context: IExecuteFunctions,
  adapter: GatewayAdapter,
): Promise<string | undefined> {
  const client = await clientFor(context, adapter);
  return client && adapter.account.id(await client(adapter.account.read));
}

interface Outside {
  readonly input: INodeExecutionData;
  readonly body: JsonObject;
  readonly index: number;
  readonly now: string;
}

/** The raw event, if its type is understood. Raises where nobody can say that the gateway sent it. */
async function trusted(
  context: IExecuteFunctions,
  adapter: GatewayAdapter,
  { input, body, index, now }: Outside,
): Promise<RawEvent | undefined> {
  const verified = await verifiedHere(context, adapter, input, index, now);
  if (verified) return verified[0];
  if (context.getNode().parameters['acceptUnverified'] === true) {
    return adapter.split(body, now)?.events[0];
  }
  throw unverified(context.getNode(), index);
}

type NewEvent = Parameters<Awaited<ReturnType<typeof ledgerFor>>['receive']>[0][number];

async function stored(
  context: IExecuteFunctions,
  news: NewEvent,
  index: number,
  now: string,
): Promise<PaymentItem | string> {
  const name = runOf(context, index);
  const ledger = await ledgerFor(context, name);
  const subscriber = {
    workflowId: context.getWorkflow().id ?? '',
    triggerId: context.getNode().id,
  };
  const [receipt] = await ledger.receive([news], subscriber, now);
  if (!receipt?.dispatch) return 'This event was delivered before';
  const item = { event: news.event, dispatch: receipt.dispatch, ledger: name };
  if (name === 'live') return item;
  const testRecipient = testRecipientFrom((of) =>
    context.getNodeParameter(`options.${of}`, index, ''),
  );
  return { ...item, testRecipient };
}
