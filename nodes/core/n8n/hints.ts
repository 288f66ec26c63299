import type { IExecuteFunctions } from 'n8n-workflow';
import type { CountBy } from '../recovery/countingKey';
import { leadsToConfirm } from './graph';
import { ledgerFor } from './openLedger';

/** What the editor tells the builder of a workflow that could lose or repeat messages. */

export function hintNoConfirm(context: IExecuteFunctions): void {
  if (leadsToConfirm(context)) return;
  context.addExecutionHints({
    type: 'warning',
    location: 'outputPane',
    message:
      'No Reconcile Order node with the operation Confirm follows. An alert that was not sent will not be handed over again.',
  });
}

export function hintFilter(context: IExecuteFunctions): void {
  const dropping = context
    .getChildNodes(context.getNode().name)
    .find(({ type, disabled }) => type === 'n8n-nodes-base.filter' && !disabled);
  if (!dropping || !leadsToConfirm(context)) return;
  context.addExecutionHints({
    type: 'warning',
    location: 'outputPane',
    message: `“${dropping.name}” drops items without a trace, so their alerts are never confirmed and are handed over again. Use an If node and connect both of its outputs onward to Confirm.`,
  });
}

const UNNAMED: Readonly<Record<CountBy, string>> = {
  card: 'no card',
  customer: 'no customer',
  field: 'nothing in Field',
  order: 'no order',
  session: 'neither an order nor a customer nor a card',
};

/** Of failures that do not name what is counted by, each is a first one, however many there are. */
export function hintCountedAlone(context: IExecuteFunctions, by: CountBy, failures: number): void {
  if (failures === 0) return;
  const instead = by === 'session' ? 'Choose' : 'Choose Session under Count By, or';
  context.addExecutionHints({
    type: 'warning',
    location: 'outputPane',
    message:
      `${failures === 1 ? '1 failure' : `${failures} failures`} named ${UNNAMED[by]}: each was counted alone, ` +
      `so that no level with an At Count above 1 is paged. ${instead} Field and something that every failure has.`,
  });
}

/** The visits of a published Payment Follow-Up Trigger are noted in the live ledger, whatever this run is. */
export async function hintNotLookedAfter(context: IExecuteFunctions, now: string): Promise<void> {
  const { id } = context.getWorkflow();
  if (!id || (await (await ledgerFor(context, 'live')).lookedAfter(id, now))) return;
  context.addExecutionHints({
    type: 'warning',
    location: 'outputPane',
    message:
      'No Payment Follow-Up Trigger is published in this workflow. Alerts that an n8n crash interrupts will not be taken up again.',
  });
}
