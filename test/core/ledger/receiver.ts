import { openLedger } from '../../../nodes/core/ledger/openLedger';
import { declined } from '../../fixtures/events';

/** Run as a process of its own: receives 60 events and prints how many of them were new. */
async function main(file: string): Promise<void> {
  const ledger = await openLedger({ kind: 'sqlite', file });
  let added = 0;
  for (let n = 0; n < 60; n += 1) {
    const event = declined({ id: `stripe:acct_bbq:evt_${n}` });
    const [receipt] = await ledger.receive(
      [{ event, raw: { type: 'charge.failed', payload: {} }, emit: true }],
      { workflowId: 'evening', triggerId: 'stripe' },
      '2026-03-06T19:30:02.000Z',
    );
    if (receipt?.isNew === true && receipt.dispatch) added += 1;
  }
  await ledger.close();
  process.stdout.write(String(added));
}

void main(process.argv[2] ?? '');
