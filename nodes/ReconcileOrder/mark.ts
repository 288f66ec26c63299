import type { IExecuteFunctions } from 'n8n-workflow';
import { maskText } from '../core/event/mask';
import type { ApiClient } from '../core/gateway/adapter';
import { gatewayOf } from '../core/gateway/registry';
import type { Ledger, Outcome, RecordedCase } from '../core/ledger/ledger';
import { clientsFor } from '../core/n8n/gateways';
import type { Placed } from '../core/n8n/readItems';

/** Two tries in five seconds: an alert never waits long for a mark. */
const PATIENCE = { timeout: 5000, retries: 1 };

/**
 * Writes case id and status onto the gateways' own objects, where the node may. A mark that fails stops nothing:
 * it is noted in the case's audit trail.
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
      if (!result || result.outcome === 'unchanged') return undefined;
      return await markOne(item.dispatch, result, clientOf);
    }),
  );
  const failures = outcomes.filter((outcome) => outcome !== undefined);
  if (failures.length > 0) await ledger.confirm(failures, now);
}

/** `undefined` where all went well or there was nothing to mark. */
async function markOne(
  dispatch: Outcome['dispatch'],
  { event, case: { id, status } }: RecordedCase,
  clientOf: (gateway: string) => Promise<ApiClient | undefined>,
): Promise<Outcome | undefined> {
  const requests = gatewayOf(event.gateway).mark?.(event, { caseId: id, status }) ?? [];
  if (requests.length === 0) return undefined;
  try {
    const client = await clientOf(event.gateway);
    if (client) await Promise.all(requests.map((request) => client(request, PATIENCE)));
    return undefined;
  } catch (error) {
    return {
      dispatch,
      channel: event.gateway,
      subject: `mark:${id}:${status}`,
      status: 'failed',
      audience: 'staff',
      detail: maskText(error instanceof Error ? error.message : String(error)),
    };
  }
}
