import type { IExecuteFunctions } from 'n8n-workflow';
import { messageOf } from '../core/event/messageOf';
import { maskText } from '../core/event/mask';
import { maskGuest } from '../core/event/maskGuest';
import type { CaseMark } from '../core/gateway/adapter';
import type { ApiClient } from '../core/gateway/apiClient';
import { performMark } from '../core/gateway/performMark';
import { knownGateway } from '../core/gateway/registry';
import type { Dispatch, Ledger, Outcome, RecordedCase } from '../core/ledger/ledger';
import { clientsFor } from '../core/n8n/gateways';
import type { Placed } from '../core/n8n/readItems';

/** Two tries in five seconds. */
const PATIENCE = { timeout: 5000, retries: 1 };

/**
 * Writes case id and status onto the gateways' own objects, where the node may: also that a case is settled of which
 * nobody was told, since it may have been marked open before. A mark that fails stops nothing: it is noted in the case's
 * audit trail.
 */
export async function markGateways(
  context: IExecuteFunctions,
  placed: readonly Placed[],
  recorded: readonly RecordedCase[],
  ledger: Ledger,
  now: string,
): Promise<void> {
  const clientOf = clientsFor(context);
  const outcomes = await Promise.all(
    placed.map(async ({ item }, i) => {
      const result = recorded[i];
      if (!result || !(isNews(result) || result.wasOpen)) return undefined;
      return await markOne(item.dispatch, result, ledger, clientOf);
    }),
  );
  const failures = outcomes.filter((outcome) => outcome !== undefined);
  if (failures.length > 0) await ledger.confirm(failures, now);
}

/** Whether people hear of it. */
export const isNews = ({ outcome }: RecordedCase): boolean =>
  outcome === 'still_open' || outcome === 'settled';

/** `undefined` where all went well or there was nothing to mark. */
async function markOne(
  dispatch: Dispatch,
  { event, case: known }: RecordedCase,
  ledger: Ledger,
  clientOf: (gateway: string) => Promise<ApiClient | undefined>,
): Promise<Outcome | undefined> {
  const mark = knownGateway(event.gateway)?.mark;
  if (!mark) return undefined;
  try {
    const client = await clientOf(event.gateway);
    if (!client) return undefined;
    // Another execution may settle the case meanwhile, and its mark may be the earlier one to arrive.
    for (let written: CaseMark | undefined; ;) {
      const { id: caseId, status } = (await ledger.caseById(known.id)) ?? known;
      if (caseId === written?.caseId && status === written.status) return undefined;
      written = { caseId, status };
      await performMark(client, mark(event, written), PATIENCE);
    }
  } catch (error) {
    return {
      dispatch,
      channel: event.gateway,
      subject: `mark:${known.id}:${known.status}`,
      status: 'failed',
      audience: 'staff',
      detail: maskGuest(maskText(messageOf(error)), event.customer),
    };
  }
}
