import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { Ledger } from '../../nodes/core/ledger/ledger';
import { openLedger } from '../../nodes/core/ledger/openLedger';
import type { Restaurant } from './restaurant';
import type { LedgerName } from './storage';

/** The restaurant's own ledger, opened beside n8n to look into it. */
export async function ledgerOf(
  { storage }: Restaurant,
  name: LedgerName = 'ledger',
): Promise<Ledger & AsyncDisposable> {
  const ledger = await openLedger(storage.place(name));
  return { ...ledger, [Symbol.asyncDispose]: () => ledger.close() };
}

/**
 * What would otherwise take minutes, or hours up to the last hand-over: the next visit of the Payment Follow-Up Trigger
 * finds everything due. Of an embedded ledger.
 */
export function letTimePass({ n8n }: Restaurant, handovers?: number): void {
  const file = join(n8n.folder, '.n8n', 'payment-failure', 'ledger.sqlite');
  const database = new DatabaseSync(file);
  const past = new Date(Date.now() - 1000).toISOString();
  database
    .prepare(
      `update dispatches set due_at = ?, lease_until = ?, emission = coalesce(?, emission)
       where state in ('stored', 'claimed')`,
    )
    .run(past, past, handovers ?? null);
  database.close();
}
