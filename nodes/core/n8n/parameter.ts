import type { IExecuteFunctions } from 'n8n-workflow';

/** A text parameter of the node for one item; empty where it holds none. */
export function textParameter(context: IExecuteFunctions, name: string, index: number): string {
  const value: unknown = context.getNodeParameter(name, index, '');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
