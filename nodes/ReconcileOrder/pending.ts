import type { IExecuteFunctions, NodeTypeAndVersion } from 'n8n-workflow';
import { isObject, list, object } from '../core/event/json';

/**
 * Whether this execution will come to a Confirm again: n8n has nodes left to run that lie before one.
 * n8n tells its nodes nothing of this, but keeps the list in the execution it hands them.
 * Where a future n8n hides it, each branch counts as the last: a crash could then lose an alert, but none is repeated.
 */
export function moreToCome(
  context: IExecuteFunctions,
  confirms: readonly NodeTypeAndVersion[],
): boolean {
  const before = new Set(
    confirms.flatMap(({ name }) => [name, ...context.getParentNodes(name).map((one) => one.name)]),
  );
  return waitingNodes(Reflect.get(context, 'runExecutionData')).some((name) => before.has(name));
}

function waitingNodes(run: unknown): readonly string[] {
  const execution = object(object(run)['executionData']);
  const stacked = list(execution['nodeExecutionStack'])
    .filter(isObject)
    .flatMap(({ node }) =>
      isObject(node) && typeof node['name'] === 'string' ? [node['name']] : [],
    );
  return [...stacked, ...Object.keys(object(execution['waitingExecution']))];
}
