import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isObject, text } from '../core/event/json';
import type { Delivery } from '../core/gateway/delivery';

/** An item that came without one of our triggers. */
export interface Outside {
  readonly input: INodeExecutionData;
  readonly index: number;
  readonly now: string;
}

/** The delivery that a Webhook node took, as it came; `undefined` where it did not hand over the raw body. */
export async function webhookDelivery(
  context: IExecuteFunctions,
  { input: { json, binary }, index, now }: Outside,
): Promise<Delivery | undefined> {
  const [property] = Object.keys(binary ?? {});
  const { headers, webhookUrl } = json;
  if (!property || !isObject(headers)) return undefined;
  return {
    method: 'POST',
    url: text(webhookUrl) ?? '',
    headers: Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
    rawBody: await context.helpers.getBinaryDataBuffer(index, property),
    receivedAt: now,
  };
}
