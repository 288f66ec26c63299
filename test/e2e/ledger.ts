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
