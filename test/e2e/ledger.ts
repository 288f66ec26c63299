import { join } from 'node:path';
import type { Ledger } from '../../nodes/core/ledger/ledger';
import { openLedger } from '../../nodes/core/ledger/openLedger';
import type { Restaurant } from './restaurant';

/** The restaurant's own ledger file, opened beside n8n to look into it. */
export async function ledgerOf(
  { n8n }: Restaurant,
  name: 'ledger' | 'ledger-test' = 'ledger',
): Promise<Ledger & AsyncDisposable> {
  const file = join(n8n.folder, '.n8n', 'payment-failure', `${name}.sqlite`);
  const ledger = await openLedger({ kind: 'sqlite', file });
  return { ...ledger, [Symbol.asyncDispose]: () => ledger.close() };
}
