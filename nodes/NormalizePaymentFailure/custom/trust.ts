import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isObject, text } from '../../core/event/json';
import { readBody } from '../../core/gateway/readBody';
import { verifySignature } from '../../core/gateway/verifySignature';
import { bodyChanged, noRawBody, notSigned, openWebhook } from './errors';
import { rowOf } from './scheme';

interface Taken {
  readonly input: INodeExecutionData;
  readonly index: number;
  readonly now: string;
}

/** Raises unless somebody made sure that the gateway sent this, or the operator has said that nobody need. */
export async function assertTrusted(context: IExecuteFunctions, taken: Taken): Promise<void> {
  switch (context.getNode().parameters['verifiedBy']) {
    case 'nobody':
      return;
    case 'webhook':
      assertClosed(context, taken.index);
      return;
    default:
      await assertSigned(context, taken);
  }
}

/** Read from the workflow itself each time: a Webhook node that somebody opens later lets nothing in. */
function assertClosed(context: IExecuteFunctions, index: number): void {
  const webhooks = context
    .getParentNodes(context.getNode().name, { includeNodeParameters: true })
    .filter(({ type, disabled }) => type === 'n8n-nodes-base.webhook' && !disabled);
  const open = webhooks.find(({ parameters }) => !CLOSED.includes(parameters?.['authentication']));
  if (open) throw openWebhook(context.getNode(), open.name, index);
  if (webhooks.length === 0) throw openWebhook(context.getNode(), undefined, index);
}

const CLOSED: readonly unknown[] = ['basicAuth', 'headerAuth', 'jwtAuth', 'n8nOAuth2'];

async function assertSigned(
  context: IExecuteFunctions,
  { input: { json, binary }, index, now }: Taken,
): Promise<void> {
  const [property] = Object.keys(binary ?? {});
  const { headers, body } = json;
  if (!property || !isObject(headers)) throw noRawBody(context.getNode(), index);
  const credential = await context.getCredentials('customSigningSecret');
  const row = rowOf(credential);
  const rawBody = await context.helpers.getBinaryDataBuffer(index, property);
  const delivery = {
    method: 'POST',
    url: '',
    headers: Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
    rawBody,
    receivedAt: now,
  };
  const verdict = verifySignature(row, delivery, row.keys(credential));
  if (!verdict.ok) throw notSigned(context.getNode(), verdict.reason, index);
  if (!holds(rawBody, body, text(headers['content-type']))) {
    throw bodyChanged(context.getNode(), index);
  }
}

/** Whether what the fields are mapped from is what the signed bytes say. */
function holds(rawBody: Buffer, body: unknown, contentType: string | undefined): boolean {
  const isForm = contentType?.toLowerCase().startsWith('application/x-www-form-urlencoded');
  const signed = readBody(rawBody, isForm === true ? 'form' : 'json');
  return signed !== undefined && JSON.stringify(signed) === JSON.stringify(body);
}
