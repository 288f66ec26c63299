import {
  type IDataObject,
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
  NodeConnectionTypes,
  NodeOperationError,
} from 'n8n-workflow';
import { failed, sorted, type Routed } from '../core/n8n/readItems';
import { postgresCredential } from '../core/n8n/storage';
import { properties } from './properties';

type Operation = (
  context: IExecuteFunctions,
  index: number,
  now: string,
) => Promise<readonly IDataObject[]>;

/** Each is loaded when it first runs: n8n starts the sooner. */
const OPERATIONS: ReadonlyMap<unknown, () => Promise<Operation>> = new Map([
  ['auditCheckpoints', async () => (await import('./audit')).auditCheckpoints],
  ['carryOver', async () => (await import('./carry')).carry],
  ['eraseCustomer', async () => (await import('./erase')).eraseCustomer],
  ['ledgerStatus', async () => (await import('./status')).ledgerStatus],
  ['verifyAuditTrail', async () => (await import('./audit')).verifyTrail],
]);

export class PaymentLedger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Payment Ledger',
    name: 'paymentLedger',
    icon: { light: 'file:paymentLedger.svg', dark: 'file:paymentLedger.dark.svg' },
    group: ['transform'],
    version: [1],
    subtitle: '={{ $parameter["operation"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
    description:
      'Looks after the ledger that all nodes of the pack keep: how it stands, where it lies, what it proves',
    defaults: { name: 'Payment Ledger' },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [postgresCredential],
    usableAsTool: true,
    properties,
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const now = new Date().toISOString();
    const routed: Routed[] = [];
    for (const index of this.getInputData().keys()) {
      try {
        const name = this.getNodeParameter('operation', index);
        const operation = await OPERATIONS.get(name)?.();
        if (!operation) {
          throw new NodeOperationError(this.getNode(), 'This operation does not exist', {
            itemIndex: index,
            description: 'Choose one from the list.',
          });
        }
        const found = await operation(this, index, now);
        routed.push(...found.map((json) => ({ output: 0, index, json })));
      } catch (error) {
        routed.push(failed(this, index, error));
      }
    }
    return sorted(routed, 1);
  }
}
