import type { JsonObject } from '../../nodes/core/event/json';
import { createCredential, type Credential, type NewCredential } from './host/credentials';
import {
  isBusy,
  listExecutions,
  readExecution,
  waitForExecutions,
  type Execution,
  type ExecutionHead,
} from './host/executions';
import { publish, settled, unpublish } from './host/publication';
import { openSession, type Owner, type Session } from './host/session';
import * as workflows from './host/workflows';
import type { ImportOptions, Workflow } from './host/workflows';

/** What a person does at n8n's editor. */
export interface Editor {
  readonly session: Session;
  createCredential(credential: NewCredential): Promise<Credential>;
  importWorkflow(template: JsonObject, options?: ImportOptions): Promise<Workflow>;
  changeWorkflow(id: string, change: (node: JsonObject) => JsonObject): Promise<Workflow>;
  /** Resolves when its triggers are set up; throws what one of them threw. */
  publish(id: string): Promise<void>;
  unpublish(id: string): Promise<void>;
  runManually(
    id: string,
    trigger: string,
  ): Promise<{ readonly executionId?: string; readonly waiting: boolean }>;
  /** Whether an execution is under way or waits for its turn. */
  busy(): Promise<boolean>;
  executions(workflowId: string): Promise<readonly ExecutionHead[]>;
  execution(id: string): Promise<Execution>;
  waitForExecutions(
    workflowId: string,
    count: number,
    timeout?: number,
  ): Promise<readonly Execution[]>;
}

/** An editor that goes on after the owner has logged in anew. */
export function editorOf(current: () => Session): Editor {
  const session: Session = { call: (...request) => current().call(...request) };
  return {
    session,
    createCredential: (credential) => createCredential(session, credential),
    importWorkflow: (template, how) => workflows.importWorkflow(session, template, how),
    changeWorkflow: (id, change) => workflows.changeWorkflow(session, id, change),
    publish: (id) => publish(session, id),
    unpublish: (id) => unpublish(session, id),
    runManually: (id, trigger) => workflows.runManually(session, id, trigger),
    busy: () => isBusy(session),
    executions: (workflowId) => listExecutions(session, workflowId),
    execution: (id) => readExecution(session, id),
    waitForExecutions: (id, count, timeout) => waitForExecutions(session, id, count, timeout),
  };
}

/** Logs in, and waits for the triggers: n8n says that it is ready before those of its workflows are. */
export async function enter(origin: string, owner: Owner): Promise<Session> {
  const session = await openSession(origin, owner);
  const active = (await workflows.listWorkflows(session)).filter((workflow) => workflow.active);
  for (const { id } of active) await settled(session, id);
  return session;
}
