import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isObject, list, text } from '../core/event/json';
import { maskPayload } from '../core/event/mask';
import type { RawEvent } from '../core/event/rawEvent';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { readAccount } from '../core/gateway/accountOf';
import { GATEWAYS } from '../core/gateway/registry';
import type { NewEvent } from '../core/ledger/ledger';
import { credentialOf } from '../core/n8n/credential';
import { clientFor, suppliedBy } from '../core/n8n/gateways';
import { isCustom, takeCustom } from './custom/take';
import { noAccount, unrecognised, unverified } from './outsideErrors';
import { verifiedHere } from './verifiedHere';
import type { Outside } from './webhookDelivery';

/** Events that came through another trigger: n8n's own, or a plain Webhook node. */
export interface OutsideSource {
  /**
   * The events of such a delivery, verified here or accepted by name, to be stored before anything else happens.
   * A text says why there is none. Raises NodeOperationError where it cannot be trusted or understood.
   */
  take(input: INodeExecutionData, index: number): Promise<readonly (NewEvent | string)[]>;
}

export function outsideSource(context: IExecuteFunctions, now: string): OutsideSource {
  const accounts = new Map<string, Promise<string | undefined>>();
  const accountOf = async (adapter: GatewayAdapter, index: number): Promise<string> => {
    const given = text(context.getNodeParameter('options.account', index, ''));
    if (given) return given;
    const known = accounts.get(adapter.id) ?? accountRead(context, adapter);
    accounts.set(adapter.id, known);
    const account = await known;
    if (account === undefined) throw noAccount(context.getNode(), adapter, index);
    return account;
  };
  return {
    async take(input, index) {
      if (isCustom(context)) return [await takeCustom(context, { input, index, now })];
      const body = bodyOf(input);
      const first = isObject(body) ? body : list(body)[0];
      const adapter = isObject(first)
        ? GATEWAYS.find(({ recognises }) => recognises(first))
        : undefined;
      if (!adapter) throw unrecognised(context.getNode(), index);

      const news: NewEvent[] = [];
      const supplied = await suppliedBy(context, adapter);
      for (const raw of await trusted(context, adapter, { input, index, now }, body)) {
        const masked = { ...raw, payload: maskPayload(raw.payload, adapter.mask) };
        const account = raw.account ?? (await accountOf(adapter, index));
        const event = adapter.normalize(masked, {}, { ...supplied, account });
        const { type, payload } = masked;
        if (event) news.push({ event, raw: { type, payload }, emit: true });
      }
      return news.length === 0 ? [NOT_OURS] : news;
    },
  };
}

export const NOT_OURS = 'This event tells of nothing that concerns a payment’s fate';

/** What a Webhook node hands on as `body`, or the event itself. */
const bodyOf = ({ json }: INodeExecutionData): unknown =>
  isObject(json['body']) || Array.isArray(json['body']) ? json['body'] : json;

async function accountRead(
  context: IExecuteFunctions,
  adapter: GatewayAdapter,
): Promise<string | undefined> {
  const client = await clientFor(context, adapter);
  return client && (await readAccount(adapter, client, await credentialOf(context, adapter)));
}

/** The raw events whose types are understood. Raises where nobody can say that the gateway sent it. */
async function trusted(
  context: IExecuteFunctions,
  adapter: GatewayAdapter,
  outside: Outside,
  body: unknown,
): Promise<readonly RawEvent[]> {
  const verified = await verifiedHere(context, adapter, outside);
  if (verified) return verified;
  if (context.getNode().parameters['acceptUnverified'] === true) {
    return adapter.split(body, outside.now)?.events ?? [];
  }
  throw unverified(context.getNode(), outside.index);
}
