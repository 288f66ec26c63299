import type { INodeProperties } from 'n8n-workflow';
import { customer, instrument, links, order, payment, references } from './collections';
import { factProperties } from './facts';
import { originProperties } from './origin';

/** What the operator maps where the events are of a gateway that the pack does not know. */
export const customProperties: INodeProperties[] = [
  ...originProperties,
  ...factProperties,
  payment,
  order,
  customer,
  instrument,
  references,
  links,
];
