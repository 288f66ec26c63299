import type { IExecuteFunctions } from 'n8n-workflow';
import { isFailedAttempt } from '../core/event/attempt';
import type { Ledger, RecordedCase } from '../core/ledger/ledger';
import { settlement } from '../core/message/alert';
import { leadsToConfirm, leadsToCounter } from '../core/n8n/graph';
import type { LedgerName } from '../core/n8n/item';
import { afterAHeadStart } from '../core/n8n/marks';
import { textParameter } from '../core/n8n/parameter';
import { finishItems, type Placed, type Routed } from '../core/n8n/readItems';
import { testRecipientOf } from '../core/n8n/testRecipient';
import { isNews, markGateways } from './mark';

const STILL_OPEN = 0;
const SETTLED = 1;
const UNCHANGED = 2;

/** Folds all items into their cases, marks the gateways' objects, and says how each case stands. */
export async function record(
  context: IExecuteFunctions,
  placed: readonly Placed[],
  ledger: Ledger,
  name: LedgerName,
  now: string,
): Promise<readonly Routed[]> {
  const recorded = await ledger.record(
    placed.map(({ item: { event, dispatch } }) => ({ event, dispatch })),
    now,
  );
  // Nothing is written back from a test run.
  if (name === 'live') {
    const mark = () => markGateways(context, placed, recorded, ledger, now);
    if (recorded.some(isNews) && leadsToConfirm(context)) {
      afterAHeadStart(
        placed.map(({ item }) => item.dispatch),
        mark,
      );
    } else await mark();
  }
  const routed = placed.flatMap((one, i) => {
    const result = recorded[i];
    return result ? route(context, one, result) : [];
  });
  await finishWhatEndsHere(context, placed, routed, ledger, now);
  return routed;
}

function route(
  context: IExecuteFunctions,
  { index, json, item }: Placed,
  result: RecordedCase,
): readonly Routed[] {
  const { event, outcome, repeat } = result;
  const known = { ...json, event, case: result.case };
  if (outcome !== 'settled') return [{ output: outputOf(context, outcome), index, json: known }];
  const alert = settlement({
    event,
    repeat,
    caseId: result.case.id,
    paid: result.case.paid,
    to: textParameter(context, 'staffRecipient', index),
    testRecipient: testRecipientOf(item),
  });
  const told = { index, json: { ...known, alert } };
  // A failed attempt may be the one to show that all is paid. It counts besides, bearing the alert that is still to leave.
  const counted = isFailedAttempt(event) && leadsToCounter(context);
  return [...(counted ? [{ ...told, output: STILL_OPEN }] : []), { ...told, output: SETTLED }];
}

/** The counter takes what is made good already for what it is: it counts it, tells nobody, and finishes it. */
function outputOf(
  context: IExecuteFunctions,
  outcome: Exclude<RecordedCase['outcome'], 'settled'>,
): number {
  if (outcome === 'still_open') return STILL_OPEN;
  return outcome === 'made_good' && leadsToCounter(context) ? STILL_OPEN : UNCHANGED;
}

/** What is unchanged ends here, and good news where no Confirm follows; the counter sees to all that it is handed. */
async function finishWhatEndsHere(
  context: IExecuteFunctions,
  placed: readonly Placed[],
  routed: readonly Routed[],
  ledger: Ledger,
  now: string,
): Promise<void> {
  const confirmed = leadsToConfirm(context);
  const ending = new Set(
    routed
      .filter(({ output }) => output === UNCHANGED || (output === SETTLED && !confirmed))
      .map(({ index }) => index),
  );
  const items = placed.filter(({ index }) => ending.has(index));
  await finishItems(ledger, items, now);
}
