import type { INodeExecutionData } from 'n8n-workflow';
import type { Emission, Unfinished } from '../core/ledger/ledger';
import { deadLetter } from '../core/message/alert';
import type { LedgerName, TestRecipient } from '../core/n8n/item';

/** Whose outputs these are: where staff hear of what is dead, and whom a test run may reach. */
export interface Addressees {
  readonly ledger: LedgerName;
  readonly staffRecipient: string;
  readonly testRecipient: TestRecipient;
}

/** The outputs Unfinished and Dead for what the ledger found. */
export function unfinishedItems(found: Unfinished, addressees: Addressees): INodeExecutionData[][] {
  const item = ({ event, dispatch, extra }: Emission) => ({
    ...extra,
    event,
    dispatch,
    ledger: addressees.ledger,
    ...(addressees.ledger === 'test' ? { testRecipient: addressees.testRecipient } : {}),
  });
  return [
    found.again.map((emission) => ({ json: item(emission) })),
    found.dead.map((emission) => ({
      json: {
        ...item(emission),
        alert: deadLetter({
          event: emission.event,
          reason: emission.reason,
          repeat: emission.repeat,
          to: addressees.staffRecipient,
          testRecipient: addressees.ledger === 'test' ? addressees.testRecipient : undefined,
        }),
      },
    })),
  ];
}
