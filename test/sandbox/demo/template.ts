import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { object } from '../../../nodes/core/event/json';
import { listCredentials } from '../../e2e/host/credentials';
import { timed, type Log } from '../../e2e/host/log';
import { REPOSITORY } from '../../e2e/host/pack';
import { settled } from '../../e2e/host/publication';
import { listWorkflows } from '../../e2e/host/workflows';
import type { N8n } from '../../e2e/n8n';
import { giveCredentials } from '../../e2e/restaurant';
import type { Memory } from './memory';

const FILE = join(REPOSITORY, 'workflows/stripe-card-declined.json');

/**
 * Makes sure that the template is imported and published, once. `remember` is told before it is published, so that a
 * start that ends half-way leaves no second workflow behind which would tell everything twice.
 */
export async function ensureTemplate(
  n8n: N8n,
  memory: Memory,
  log: Log,
  remember: (memory: Memory) => Promise<void>,
): Promise<string> {
  const template = await readFile(FILE, 'utf8');
  let id = await known(n8n, memory, template);
  if (id === undefined) {
    if ((await listCredentials(n8n.session)).length === 0) await giveCredentials(n8n);
    const imported = await n8n.importWorkflow(object(JSON.parse(template)));
    id = imported.id;
    await remember({ ...memory, workflowId: id, template });
  }
  const { status } = await settled(n8n.session, id);
  if (status === 'published') return id;
  await publish(n8n, id, log);
  return id;
}

async function publish(n8n: N8n, id: string, log: Log): Promise<void> {
  await timed(log, 'Publishing the template', () => n8n.publish(id));
}

/** The workflow of an earlier start; one that was made of another version of the template is retired. */
async function known(n8n: N8n, memory: Memory, template: string): Promise<string | undefined> {
  const workflows = await listWorkflows(n8n.session);
  const workflow = workflows.find(({ id }) => id === memory.workflowId);
  if (workflow === undefined) return undefined;
  if (memory.template === template) return workflow.id;
  if (workflow.active) await n8n.unpublish(workflow.id);
  return undefined;
}
