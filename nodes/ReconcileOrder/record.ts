import type { IExecuteFunctions } from 'n8n-workflow';
import type { Ledger, RecordedCase } from '../core/ledger/ledger';
import { settlement } from '../core/message/alert';
import { leadsToConfirm } from '../core/n8n/graph';
import type { LedgerName } from '../core/n8n/item';
import { textParameter } from '../core/n8n/parameter';
import { finishItems, type Placed, type Routed } from '../core/n8n/readItems';
import { testRunOf } from '../core/n8n/testRun';
import { markGateways, whileAlertsLeave } from './mark';

const OUTPUT: Readonly<Record<RecordedCase['outcome'], number>> = {
  still_open: 0,
  settled: 1,
  unchanged: 2,
};

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
    const marking = markGateways(context, placed, recorded, ledger, now);
    const alerts = recorded.some(({ outcome }) => outcome !== 'unchanged');
    if (alerts && leadsToConfirm(context)) whileAlertsLeave(placed, marking);
    else await marking;
  }
  const routed = placed.flatMap((one, i) => {
    const result = recorded[i];
    return result ? [route(context, one, result)] : [];
  });
  await finishWhatEndsHere(context, placed, recorded, ledger, now);
  return routed;
}

function route(
  context: IExecuteFunctions,
  { index, json, item }: Placed,
  result: RecordedCase,
): Routed {
  const { event, outcome, repeat } = result;
  const known = { ...json, event, case: result.case };
  if (outcome !== 'settled') return { output: OUTPUT[outcome], index, json: known };
  const alert = settlement({
    event,
    repeat,
    caseId: result.case.id,
    paid: result.case.paid,
    to: textParameter(context, 'staffRecipient', index),
    testRun: testRunOf(item),
  });
  return { output: OUTPUT.settled, index, json: { ...known, alert } };
}

/** What tells nobody anything is done; so is everything where no Confirm follows. */
async function finishWhatEndsHere(
  context: IExecuteFunctions,
  placed: readonly Placed[],
  recorded: readonly RecordedCase[],
  ledger: Ledger,
  now: string,
): Promise<void> {
  const confirmed = leadsToConfirm(context);
  const ending = placed.filter((_, i) => {
    const outcome = recorded[i]?.outcome;
    // What is still open goes through the counter, which finishes it where no Confirm follows.
    return outcome === 'unchanged' || (outcome === 'settled' && !confirmed);
  });
  await finishItems(ledger, ending, now);
}
