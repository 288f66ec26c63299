import type { IExecuteFunctions } from 'n8n-workflow';
import { object, text } from '../../core/event/json';
import { readBody } from '../../core/gateway/readBody';
import { verifySignature } from '../../core/gateway/verifySignature';
import { webhookDelivery, type Outside } from '../webhookDelivery';
import { bodyChanged, noRawBody, notSigned, openWebhook } from './errors';
import { rowOf } from './scheme';

/** Raises unless somebody made sure that the gateway sent this, or the operator has said that nobody need. */
export async function assertTrusted(context: IExecuteFunctions, outside: Outside): Promise<void> {
  switch (context.getNode().parameters['verifiedBy']) {
    case 'nobody':
      return;
    case 'webhook':
      assertClosed(context, outside.index);
      return;
    default:
      await assertSigned(context, outside);
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

async function assertSigned(context: IExecuteFunctions, outside: Outside): Promise<void> {
  const { input, index } = outside;
  const delivery = await webhookDelivery(context, outside);
  if (!delivery) throw noRawBody(context.getNode(), index);
  const credential = await context.getCredentials('customSigningSecret');
  const row = rowOf(credential);
  const verdict = verifySignature(row, delivery, row.keys(credential));
  if (!verdict.ok) throw notSigned(context.getNode(), verdict.reason, index);
  const { body, headers } = input.json;
  if (!holds(delivery.rawBody, body, text(object(headers)['content-type']))) {
    throw bodyChanged(context.getNode(), index);
  }
}

/** Whether what the fields are mapped from is what the signed bytes say. */
function holds(rawBody: Buffer, body: unknown, contentType: string | undefined): boolean {
  const isForm = contentType?.toLowerCase().startsWith('application/x-www-form-urlencoded');
  const signed = readBody(rawBody, isForm === true ? 'form' : 'json');
  return signed !== undefined && JSON.stringify(signed) === JSON.stringify(body);
}
