import type { IExecuteFunctions } from 'n8n-workflow';
import { isObject, list, object, text, type JsonObject } from '../../core/event/json';
import { maskPayload } from '../../core/event/mask';
import type { Reference } from '../../core/event/paymentEvent';
import type { NewEvent } from '../../core/ledger/ledger';
import type { Outside } from '../webhookDelivery';
import { customEvent } from './event';
import { fieldsOf, type Fields } from './fields';
import { isOneOf } from './isOneOf';
import { assertTrusted } from './trust';

export const isCustom = (context: IExecuteFunctions): boolean =>
  context.getNode().parameters['source'] === 'custom';

/** An item of a gateway whose fields the operator has mapped. A text says why it is left out. */
export async function takeCustom(
  context: IExecuteFunctions,
  { input, index, now }: Outside,
): Promise<NewEvent | string> {
  await assertTrusted(context, { input, index, now });
  const fields = fieldsOf(context, index);
  const event = customEvent(fields, referencesOf(context, index, fields), now);
  if (!event) return `The status “${fields.text('status') ?? ''}” is in none of the three lists`;
  const raw = { type: fields.required('status'), payload: payloadOf(input.json) };
  return { event, raw, emit: true };
}

const TYPES = ['case', 'checkout', 'invoice', 'order', 'payment', 'subscription_period'] as const;

function referencesOf(
  context: IExecuteFunctions,
  index: number,
  fields: Fields,
): readonly Reference[] {
  const rows: unknown = context.getNodeParameter('references.reference', index, []);
  return list(rows).flatMap((row, i) => {
    const type = text(object(row)['type']) ?? '';
    const value = fields.text(`references.reference[${i}].value`);
    if (value === undefined || !isOneOf(TYPES, type)) return [];
    return [{ type, value }];
  });
}

/** What the processor sent, without how it was sent: headers and queries hold what opens doors. */
function payloadOf(json: unknown): JsonObject {
  const { headers: _, query: _query, params: _params, body, ...rest } = object(json);
  return maskPayload(isObject(body) ? body : body === undefined ? rest : { body });
}
