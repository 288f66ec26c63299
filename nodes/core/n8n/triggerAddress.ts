import { NodeHelpers, type INode } from 'n8n-workflow';
import type { Environment } from './storage';

/** Under which gateways reach n8n, if it was told: by n8n's own rule, which it does not let every context look up. */
export const webhookBase = (env: Environment): string | undefined =>
  (env.N8N_WEBHOOK_URL || env.WEBHOOK_URL)?.replaceAll('"', '');

/** A poll is not told the address of its node's webhook. `undefined` where n8n was not told its own either. */
export function webhookUrl(env: Environment, workflowId: string, node: INode): string | undefined {
  const base = webhookBase(env)?.replace(/\/+$/, '');
  if (base === undefined || base === '') return undefined;
  const path = env.N8N_ENDPOINT_WEBHOOK || 'webhook';
  return NodeHelpers.getNodeWebhookUrl(`${base}/${path}`, workflowId, node, 'webhook', false);
}
