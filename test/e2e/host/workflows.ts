import { list, object, text, type JsonObject } from '../../../nodes/core/event/json';
import { listCredentials, type Credential } from './credentials';
import type { Session } from './session';

export interface ImportOptions {
  readonly name?: string;
  /** Changes a node before it is imported, as a person would in the editor. */
  readonly adjust?: (node: JsonObject) => JsonObject;
  /** Which credential to use where there are several of one type. */
  readonly prefer?: readonly string[];
}

export interface Workflow {
  readonly id: string;
  readonly name: string;
  readonly versionId: string;
  readonly nodes: readonly JsonObject[];
}

/** Imports a template as the editor does: n8n gives the ids, every credential is bound to ours of the same type. */
export async function importWorkflow(
  session: Session,
  template: JsonObject,
  { name, adjust = (node) => node, prefer = [] }: ImportOptions = {},
): Promise<Workflow> {
  const credentials = await listCredentials(session);
  const nodes = list(template.nodes).map((node) => bind(adjust(object(node)), credentials, prefer));
  const created = await session.call('post', '/workflows', {
    name: name ?? text(template.name) ?? 'Imported',
    nodes,
    connections: object(template.connections),
    settings: { executionOrder: 'v1', ...object(template.settings) },
    pinData: object(template.pinData),
    meta: object(template.meta),
  });
  return read(created);
}

function bind(
  node: JsonObject,
  credentials: readonly Credential[],
  prefer: readonly string[],
): JsonObject {
  if (node.credentials === undefined) return node;
  const bound: Record<string, JsonObject> = {};
  for (const type of Object.keys(object(node.credentials))) {
    const ours = credentials.filter((credential) => credential.type === type);
    const chosen = ours.find(({ name }) => prefer.includes(name)) ?? ours[0];
    if (chosen === undefined)
      throw new Error(`"${text(node.name)}" needs a credential of type ${type}`);
    bound[type] = { id: chosen.id, name: chosen.name };
  }
  return { ...node, credentials: bound };
}

export async function getWorkflow(session: Session, id: string): Promise<Workflow> {
  return read(await session.call('get', `/workflows/${id}`));
}

export async function listWorkflows(
  session: Session,
): Promise<readonly { id: string; name: string; active: boolean }[]> {
  return list(await session.call('get', '/workflows')).map((entry) => {
    const { id, name, active } = object(entry);
    return { id: text(id) ?? '', name: text(name) ?? '', active: active === true };
  });
}

/** Saves changed nodes; publish afterwards to put them to work. */
export async function changeWorkflow(
  session: Session,
  id: string,
  change: (node: JsonObject) => JsonObject,
): Promise<Workflow> {
  const { nodes } = await getWorkflow(session, id);
  return read(await session.call('patch', `/workflows/${id}`, { nodes: nodes.map(change) }));
}

/**
 * What the editor's "Execute workflow" does. A trigger with a webhook listens then at its test address, for two
 * minutes and one delivery; any other trigger runs at once, and its execution's id is answered.
 */
export async function runManually(
  session: Session,
  workflowId: string,
  triggerName: string,
): Promise<{ readonly executionId?: string; readonly waiting: boolean }> {
  const answer = object(
    await session.call('post', `/workflows/${workflowId}/run`, {
      triggerToStartFrom: { name: triggerName },
    }),
  );
  const executionId = text(answer.executionId);
  const waiting = answer.waitingForWebhook === true;
  return executionId === undefined ? { waiting } : { executionId, waiting };
}

function read(answer: unknown): Workflow {
  const { id, name, versionId, nodes } = object(answer);
  return {
    id: text(id) ?? '',
    name: text(name) ?? '',
    versionId: text(versionId) ?? '',
    nodes: list(nodes).map(object),
  };
}
