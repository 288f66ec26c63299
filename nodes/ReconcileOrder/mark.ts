import { setTimeout as pause } from 'node:timers/promises';
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

/** Marks that Confirm waits for, by the token of the dispatch: an execution runs in one process, from Record to Confirm. */
const toCome = new Map<string, Marks>();

interface Marks {
  /** Begins with them at once. */
  readonly hurry: () => void;
  readonly done: Promise<void>;
}

/** The alerts' lead, in milliseconds: sent side by side from one process, a mark would hold them up. */
const LEAD = 50;

/** No alert waits for a gateway: they leave first, and Confirm waits for the marks before it calls the event done. */
export function onceAlertsLeft(placed: readonly Placed[], mark: () => Promise<void>): void {
  const tokens = placed.map(({ item }) => item.dispatch.token);
  const lead = new AbortController();
  // Cut short or not, and what goes wrong then is the ledger's trouble, which Confirm is about to meet as well.
  const over = pause(LEAD, undefined, { signal: lead.signal }).catch(() => undefined);
  const done = over
    .then(mark)
    .catch(() => undefined)
    .finally(() => {
      for (const token of tokens) toCome.delete(token);
    });
  const hurry = (): void => lead.abort();
  for (const token of tokens) toCome.set(token, { hurry, done });
}

export async function marksOf(dispatches: readonly Dispatch[]): Promise<void> {
  const marks = dispatches.flatMap(({ token }) => toCome.get(token) ?? []);
  for (const { hurry } of marks) hurry();
  await Promise.all(marks.map(({ done }) => done));
}

/** `undefined` where all went well or there was nothing to mark. */
async function markOne(
  dispatch: Dispatch,
  { event, case: { id, status } }: RecordedCase,
  ledger: Ledger,
  clientOf: (gateway: string) => Promise<ApiClient | undefined>,
): Promise<Outcome | undefined> {
  const mark = knownGateway(event.gateway)?.mark;
  if (!mark) return undefined;
  try {
    const client = await clientOf(event.gateway);
    if (!client) return undefined;
    for (let written: CaseMark = { caseId: id, status }; ;) {
      await performMark(client, mark(event, written), PATIENCE);
      // Another execution may have settled the case meanwhile, and its mark may have been the earlier one to arrive.
      const view = await ledger.caseById(id);
      if (!view || view.status === written.status) return undefined;
      written = { caseId: view.id, status: view.status };
    }
  } catch (error) {
    return {
      dispatch,
      channel: event.gateway,
      subject: `mark:${id}:${status}`,
      status: 'failed',
      audience: 'staff',
      detail: maskGuest(maskText(messageOf(error)), event.customer),
    };
  }
}
