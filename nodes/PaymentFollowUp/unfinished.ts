import type { INodeExecutionData } from 'n8n-workflow';
import type { Unfinished } from '../core/ledger/ledger';
import { oneLine, slackText } from '../core/message/escape';
import type { LedgerName } from '../core/n8n/item';

/** The outputs Unfinished and Dead for what the ledger found. */
export function unfinishedItems(found: Unfinished, ledger: LedgerName): INodeExecutionData[][] {
  return [
    found.again.map((emission) => ({ json: { ...emission, ledger } })),
    found.dead.map((emission) => {
      const text = deadText(emission);
      return { json: { ...emission, ledger, text, slackText: slackText(text) } };
    }),
  ];
}

/** What the person who must look is told. */
function deadText({ event, reason }: Unfinished['dead'][number]): string {
  const about = event.order?.table ? ` at table ${oneLine(event.order.table)}` : '';
  return `A payment event${about} could not be handled: ${event.type}, ${event.id}. ${reason} Look at the failed executions of this workflow in n8n, and at the payment at the gateway.`;
}
