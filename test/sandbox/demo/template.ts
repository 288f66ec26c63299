import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { object, type JsonObject } from '../../../nodes/core/event/json';
import { REPOSITORY } from '../../e2e/host/pack';
import { listCredentials } from '../../e2e/host/credentials';
import { timed, type Log } from '../../e2e/host/log';
import { listWorkflows } from '../../e2e/host/workflows';
import type { N8n } from '../../e2e/n8n';
import { giveCredentials } from '../../e2e/restaurant';
import type { Memory } from './memory';

const FILE = join(REPOSITORY, 'workflows/stripe-card-declined.json');

/** Makes sure that the template is imported and published, once; a changed template takes the place of the old one. */
export async function ensureTemplate(n8n: N8n, memory: Memory, log: Log): Promise<Memory> {
  const template = await readFile(FILE, 'utf8');
  const there = await listWorkflows(n8n.session);
  const known = there.find(({ id }) => id === memory.workflowId);
  if (known !== undefined && known.active && memory.template === template) return memory;

  if (known?.active) await n8n.unpublish(known.id);
  if ((await listCredentials(n8n.session)).length === 0) await giveCredentials(n8n);
  const parsed: JsonObject = object(JSON.parse(template));
  const workflow = await timed(log, 'Importing and publishing the template', async () => {
    const imported = await n8n.importWorkflow(parsed);
    await n8n.publish(imported.id);
    return imported;
  });
  return { ...memory, workflowId: workflow.id, template };
}
