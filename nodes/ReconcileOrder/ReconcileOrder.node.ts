import {
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { gatewayCredentials, MARKED } from '../core/n8n/gateways';
import { hintNotLookedAfter } from '../core/n8n/hints';
import { withItems } from '../core/n8n/readItems';
import { postgresCredential } from '../core/n8n/storage';
import { properties } from './properties';

export class ReconcileOrder implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Reconcile Order',
    name: 'reconcileOrder',
    icon: { light: 'file:reconcileOrder.svg', dark: 'file:reconcileOrder.dark.svg' },
    group: ['transform'],
    version: [1],
    subtitle: '={{ $parameter["operation"] }}',
    description: 'Keeps orders and invoices in their true state, and notes who was told of what',
    defaults: { name: 'Reconcile Order' },
    inputs: [NodeConnectionTypes.Main],
    outputs: `={{ $parameter["operation"] === "confirm" ? ["main"] : [{ type: "main", displayName: "Still Open" }, { type: "main", displayName: "Settled" }, { type: "main", displayName: "Unchanged" }] }}`,
    credentials: [postgresCredential, ...gatewayCredentials(MARKED)],
    usableAsTool: true,
    properties,
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const now = new Date().toISOString();
    // Loaded when they first run: n8n starts the sooner.
    if (this.getNodeParameter('operation', 0) === 'confirm') {
      const { confirm } = await import('./confirm');
      return await confirm(this, now);
    }
    const { record } = await import('./record');
    return await withItems(this, 3, async (placed, ledger, name) => {
      await hintNotLookedAfter(this, now);
      return await record(this, placed, ledger, name, now);
    });
  }
}
