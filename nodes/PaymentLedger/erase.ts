import { type IDataObject, type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import { ledgerFor } from '../core/n8n/openLedger';
import { textParameter } from '../core/n8n/parameter';

/** Forgets the customer in both ledgers: while an endpoint is tested, real events reach the test ledger too. */
export async function eraseCustomer(
  context: IExecuteFunctions,
  index: number,
): Promise<readonly IDataObject[]> {
  const gateway = textParameter(context, 'gateway', index);
  const account = textParameter(context, 'account', index).trim();
  const customer = textParameter(context, 'customerId', index).trim();
  if (account === '' || customer === '') {
    throw new NodeOperationError(context.getNode(), 'It is not said whom to erase', {
      itemIndex: index,
      description: 'Fill in Account ID and Customer ID, as the gateway knows them.',
    });
  }
  const live = await (await ledgerFor(context, 'live')).erase(gateway, account, customer);
  const test = await (await ledgerFor(context, 'test')).erase(gateway, account, customer);
  return [{ gateway, account, erasedEvents: live + test }];
}
