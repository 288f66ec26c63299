import type { IExecuteFunctions } from 'n8n-workflow';

/** Calls one of the functions that n8n offers to expressions. Raises what n8n raises. */
export function callProxy(
  context: IExecuteFunctions,
  index: number,
  name: string,
  ...parameters: readonly unknown[]
): object {
  const offered: unknown = context.getWorkflowDataProxy(index)[name];
  if (typeof offered !== 'function') throw new Error(`n8n offers no ${name}`);
  const answer: unknown = Reflect.apply(offered, undefined, parameters);
  return isProxy(answer) ? answer : {};
}

export const isProxy = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;
