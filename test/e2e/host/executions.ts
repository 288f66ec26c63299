import { setTimeout as pause } from 'node:timers/promises';
import { integer, list, object, text, type JsonObject } from '../../../nodes/core/event/json';
import { unflatten } from './flatted';
import type { Session } from './session';

export interface ExecutionHead {
  readonly id: string;
  readonly workflowId: string;
  /** `webhook`, `trigger`, `manual`, `retry`, `integrated`, ... */
  readonly mode: string;
  /** `success`, `error`, `running`, `new`, `waiting`, `crashed`, `canceled`. */
  readonly status: string;
}

export interface Execution extends ExecutionHead {
  /** The names of the nodes that ran, in the order in which they did. */
  readonly ran: readonly string[];
  /** What a node put out, over all its runs. */
  items(node: string, output?: number): readonly JsonObject[];
  /** What a node failed with, if it did. */
  errorOf(node: string): string | undefined;
  /** What the execution failed with, if it did. */
  readonly error?: string;
}

interface Run {
  readonly node: string;
  readonly index: number;
  readonly error: string | undefined;
  readonly outputs: readonly (readonly JsonObject[])[];
}

const UNFINISHED = new Set(['new', 'running', 'waiting']);
const PATIENCE = 60_000;
const MOST = 100;

/** The latest hundred executions of a workflow, oldest first. */
export async function listExecutions(
  session: Session,
  workflowId: string,
): Promise<readonly ExecutionHead[]> {
  const filter = encodeURIComponent(JSON.stringify({ workflowId }));
  const answer = object(await session.call('get', `/executions?limit=${MOST}&filter=${filter}`));
  return list(answer.results)
    .map(head)
    .toSorted((a, b) => Number(a.id) - Number(b.id));
}

/** Whether any execution of any workflow is under way or waits for its turn. */
export async function isBusy(session: Session): Promise<boolean> {
  const filter = encodeURIComponent(JSON.stringify({ status: ['new', 'running'] }));
  const answer = object(await session.call('get', `/executions?limit=1&filter=${filter}`));
  return list(answer.results).length > 0;
}

export async function readExecution(session: Session, id: string): Promise<Execution> {
  const answer = await session.call('get', `/executions/${id}`);
  const flat = text(object(answer).data);
  const data: unknown = flat === undefined ? {} : unflatten(flat);
  const result = object(object(data).resultData);
  const runs = readRuns(result);
  const error = messageOf(result.error);
  return {
    ...head(answer),
    ran: runs.map(({ node }) => node),
    items: (node, output = 0) =>
      runs.filter((run) => run.node === node).flatMap(({ outputs }) => outputs[output] ?? []),
    errorOf: (node) => runs.find((run) => run.node === node && run.error !== undefined)?.error,
    ...(error === undefined ? {} : { error }),
  };
}

/** Waits until so many executions of a workflow are finished, and reads them, oldest first. */
export async function waitForExecutions(
  session: Session,
  workflowId: string,
  count: number,
  timeout = PATIENCE,
): Promise<readonly Execution[]> {
  for (const end = Date.now() + timeout; ;) {
    const heads = await listExecutions(session, workflowId);
    const finished = heads.filter(({ status }) => !UNFINISHED.has(status));
    if (finished.length >= count)
      return Promise.all(finished.map(({ id }) => readExecution(session, id)));
    if (Date.now() > end)
      throw new Error(
        `Waited ${timeout} ms for ${count} executions of ${workflowId}: ${JSON.stringify(heads)}`,
      );
    await pause(250);
  }
}

function head(answer: unknown): ExecutionHead {
  const { id, workflowId, mode, status } = object(answer);
  return {
    id: text(id) ?? '',
    workflowId: text(workflowId) ?? '',
    mode: text(mode) ?? '',
    status: text(status) ?? '',
  };
}

const readRuns = (result: JsonObject): readonly Run[] =>
  Object.entries(object(result.runData))
    .flatMap(([node, runs]) => list(runs).map((run) => readRun(node, object(run))))
    .toSorted((a, b) => a.index - b.index);

const readRun = (node: string, run: JsonObject): Run => ({
  node,
  index: integer(run.executionIndex) ?? 0,
  error: messageOf(run.error),
  outputs: list(object(run.data).main).map((items) =>
    list(items).map((item) => object(object(item).json)),
  ),
});

function messageOf(error: unknown): string | undefined {
  const { message, description } = object(error);
  return (
    [text(message), text(description)].filter((part) => part !== undefined).join(': ') || undefined
  );
}
