import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { later } from '../core/event/reading';
import { slackText } from '../core/message/escape';
import { ledgerFor } from '../core/n8n/openLedger';
import { concernsIn } from './concerns';
import { statusText } from './statusText';

const HOUR = 3_600_000;

/** How the live ledger stands, whoever asks: an operator who tries the node in the editor wants to know just that. */
export async function ledgerStatus(
  context: IExecuteFunctions,
  index: number,
  now: string,
): Promise<readonly IDataObject[]> {
  const hours = Number(context.getNodeParameter('periodHours', index, 24));
  const silentAfter = Number(context.getNodeParameter('silentAfterHours', index, 72)) * HOUR;
  const ledger = await ledgerFor(context, 'live');
  const status = await ledger.status(later(now, -hours * 3_600), now);
  const concerns = concernsIn(status, silentAfter, (id) => workflowUrl(context, id));
  const text = statusText(status, concerns);
  const allIsWell = concerns.length === 0;
  return [{ text, slackText: slackText(text), allIsWell, concerns: [...concerns], ...status }];
}

const workflowUrl = (context: IExecuteFunctions, id: string): string =>
  `${context.getInstanceBaseUrl().replace(/\/$/, '')}/workflow/${id}`;
