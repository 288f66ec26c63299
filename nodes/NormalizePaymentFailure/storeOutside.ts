import type { IExecuteFunctions } from 'n8n-workflow';
import type { NewEvent } from '../core/ledger/ledger';
import type { LedgerName, PaymentItem } from '../core/n8n/item';
import { ledgerFor } from '../core/n8n/openLedger';
import type { Placed } from '../core/n8n/readItems';
import { testRecipientFrom } from '../core/n8n/recipients';

/** An event from outside, with its place among the items and the ledger that it belongs to. */
export interface Taken {
  readonly index: number;
  readonly news: NewEvent;
  readonly ledger: LedgerName;
}

export interface StoredOutside {
  readonly placed: readonly Placed[];
  /** Where the events stood that were delivered before. */
  readonly known: readonly number[];
}

/** Stores events of one ledger in one transaction, and answers them as payment items. */
export async function storeOutside(
  context: IExecuteFunctions,
  taken: readonly Taken[],
  name: LedgerName,
  now: string,
): Promise<StoredOutside> {
  if (taken.length === 0) return { placed: [], known: [] };
  const ledger = await ledgerFor(context, name);
  const subscriber = {
    workflowId: context.getWorkflow().id ?? '',
    triggerId: context.getNode().id,
  };
  const receipts = await ledger.receive(
    taken.map(({ news }) => news),
    subscriber,
    now,
  );
  const placed: Placed[] = [];
  const known: number[] = [];
  for (const [i, { index, news }] of taken.entries()) {
    const dispatch = receipts[i]?.dispatch;
    if (!dispatch) {
      known.push(index);
      continue;
    }
    const item = {
      event: news.event,
      dispatch,
      ledger: name,
      ...testRecipient(context, name, index),
    };
    placed.push({ index, json: { ...item }, item });
  }
  return { placed, known };
}

const testRecipient = (
  context: IExecuteFunctions,
  name: LedgerName,
  index: number,
): Pick<PaymentItem, 'testRecipient'> =>
  name === 'live'
    ? {}
    : {
        testRecipient: testRecipientFrom((of) =>
          context.getNodeParameter(`options.${of}`, index, ''),
        ),
      };
