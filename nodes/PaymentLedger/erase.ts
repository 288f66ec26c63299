import { type IDataObject, type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import { e164 } from '../core/event/reading';
import type { Erasable } from '../core/ledger/ledger';
import { ledgerFor } from '../core/n8n/openLedger';
import { textParameter } from '../core/n8n/parameter';

/** Forgets the customer in both ledgers: while an endpoint is tested, real events reach the test ledger too. */
export async function eraseCustomer(
  context: IExecuteFunctions,
  index: number,
): Promise<readonly IDataObject[]> {
  const whom = whomToErase(context, index);
  const live = await (await ledgerFor(context, 'live')).erase(whom);
  const test = await (await ledgerFor(context, 'test')).erase(whom);
  // What was asked for is not said again: it is what is to be forgotten.
  const known =
    whom.by === 'customer' ? { gateway: whom.gateway, account: whom.account } : { by: whom.by };
  return [{ ...known, erasedEvents: live + test }];
}

function whomToErase(context: IExecuteFunctions, index: number): Erasable {
  const asked = (name: string): string => textParameter(context, name, index).trim();
  const refuse = (description: string): never => {
    throw new NodeOperationError(context.getNode(), 'It is not said whom to erase', {
      itemIndex: index,
      description,
    });
  };
  switch (context.getNodeParameter('eraseBy', index, 'customer')) {
    case 'case': {
      const caseId = asked('eraseCaseId');
      return caseId === ''
        ? refuse('Fill in Case ID, as Reconcile Order gives it as case.id.')
        : { by: 'case', caseId };
    }
    case 'email': {
      const email = asked('email');
      return /^\S+@\S+$/.test(email)
        ? { by: 'contact', email }
        : refuse('Fill in Email, one whole address such as mina@example.com.');
    }
    case 'phone': {
      const phone = e164(asked('phone').replace(/^00/, '+'));
      return phone === undefined
        ? refuse('Fill in Phone with + and the code of the country, such as +82 10 5550 1234.')
        : { by: 'contact', phone };
    }
    default: {
      const [gateway, account, customerId] = [
        textParameter(context, 'gateway', index),
        asked('account'),
        asked('customerId'),
      ];
      return account === '' || customerId === ''
        ? refuse('Fill in Account ID and Customer ID, as the gateway knows them.')
        : { by: 'customer', gateway, account, customerId };
    }
  }
}
