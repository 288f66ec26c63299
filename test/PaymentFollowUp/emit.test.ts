import { mock } from 'jest-mock-extended';
import type { INode, IRun, ITriggerFunctions } from 'n8n-workflow';
import type { DeadLetter, Dispatch, Ledger } from '../../nodes/core/ledger/ledger';
import { emitEach } from '../../nodes/PaymentFollowUp/emit';
import { declined } from '../fixtures/events';

/** How the execution of a letter ends, as n8n tells a trigger that asked. */
type End = Pick<IRun, 'status'> | Error;

const letter: DeadLetter = {
  event: declined({}),
  dispatch: mock<Dispatch>({ eventId: 'evt_12' }),
  reason: 'Handed over 9 times without being confirmed.',
  repeat: false,
};

async function afterIts(end: End) {
  const log: string[] = [];
  const sent: (readonly Dispatch[])[] = [];
  const context = mock<ITriggerFunctions>();
  context.getNode.mockReturnValue(mock<INode>({ name: 'Payment Follow-Up Trigger' }));
  context.getWorkflow.mockReturnValue({ id: 'evening', name: 'Evening', active: true });
  const logger = mock<ITriggerFunctions['logger']>();
  logger.error.mockImplementation((line: string) => void log.push(line));
  const helpers = { createDeferredPromise: () => Promise.withResolvers<IRun>() };
  Object.assign(context, { logger, helpers });
  context.emit.mockImplementation((_, __, done) => {
    if (end instanceof Error) done?.reject(end);
    else done?.resolve(mock<IRun>(end));
  });
  const ledger = mock<Ledger>();
  ledger.lettersSent.mockImplementation(async (dispatches) => void sent.push(dispatches));
  const addressees = { ledger: 'live', staffRecipient: '#payments', testRecipient: {} } as const;
  emitEach(context, { ledger, found: { again: [], dead: [letter] } }, addressees);
  await new Promise(setImmediate);
  return { sent, log };
}

describe('the last word on an event that could not be handled', () => {
  test('is known to be sent when its execution ends well', async () => {
    expect(await afterIts({ status: 'success' })).toEqual({ sent: [[letter.dispatch]], log: [] });
  });

  test.each([
    { status: 'error' },
    { status: 'crashed' },
    new Error('n8n is shutting down'),
  ] as const)('is written again when it ends otherwise: %p', async (end) => {
    const { sent, log } = await afterIts(end);
    expect(sent).toEqual([]);
    expect(log).toEqual([expect.stringContaining('event=letter_uncertain')]);
  });
});
