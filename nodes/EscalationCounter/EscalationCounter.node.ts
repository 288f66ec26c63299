import {
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { hintFilter, hintNoConfirm } from '../core/n8n/hints';
import { withItems } from '../core/n8n/readItems';
import { postgresCredential } from '../core/n8n/storage';
import { properties } from './properties';

export class EscalationCounter implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Escalation Counter',
    name: 'escalationCounter',
    icon: { light: 'file:escalationCounter.svg', dark: 'file:escalationCounter.dark.svg' },
    group: ['transform'],
    version: [1],
    subtitle: '={{ "by " + $parameter["countBy"] }}',
    description:
      'Counts failed payments, tells of each once, and pages whoever is due at that count',
    defaults: { name: 'Escalation Counter' },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
    outputNames: ['Escalate', 'Notify', 'Duplicate'],
    credentials: [postgresCredential],
    usableAsTool: true,
    properties,
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    // Loaded when it first runs: n8n starts the sooner.
    const { count } = await import('./count');
    hintNoConfirm(this);
    hintFilter(this);
    return await withItems(
      this,
      3,
      async (placed, ledger) => await count(this, placed, ledger, new Date().toISOString()),
    );
  }
}
