import type { INodeExecutionData, IRun, ITriggerFunctions } from 'n8n-workflow';
import { messageOf } from '../core/event/messageOf';
import type { DeadLetter, Ledger, Unfinished } from '../core/ledger/ledger';
import { logOf } from '../core/n8n/log';
import { unfinishedItems, type Addressees } from './unfinished';

export interface Found {
  readonly ledger: Ledger;
  readonly found: Unfinished;
}

/** An execution for each: what one event fails with, all would, and again, until none of them is left alive. */
export function emitEach(
  context: ITriggerFunctions,
  { ledger, found: { again, dead } }: Found,
  addressees: Addressees,
): void {
  for (const one of again) context.emit(unfinishedItems({ again: [one], dead: [] }, addressees));
  for (const letter of dead) {
    const items = unfinishedItems({ again: [], dead: [letter] }, addressees);
    void sendLetter(context, ledger, letter, items);
  }
}

/** Until its execution has ended well, nobody knows that the letter was sent, and it is handed out again. */
async function sendLetter(
  context: ITriggerFunctions,
  ledger: Ledger,
  { dispatch }: DeadLetter,
  items: INodeExecutionData[][],
): Promise<void> {
  const done = context.helpers.createDeferredPromise<IRun>();
  try {
    context.emit(items, undefined, done);
    const { status } = await done.promise;
    if (status !== 'success') throw new Error(`It ended as ${status}`);
    await ledger.lettersSent([dispatch]);
  } catch (error) {
    const why = `The execution that was to send the message about ${dispatch.eventId} may not have sent it, so it is handed out again. Look at the channel behind the output Dead. ${messageOf(error)}`;
    logOf(context)('letter_uncertain', { why });
  }
}
