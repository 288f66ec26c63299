import type { INodeProperties } from 'n8n-workflow';

export const show = { source: ['custom'] };

/** A text that the operator maps. */
export const field = (property: Omit<INodeProperties, 'type' | 'default'>): INodeProperties => ({
  type: 'string',
  default: '',
  displayOptions: { show },
  ...property,
});
