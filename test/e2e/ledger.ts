import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { object, text } from '../../nodes/core/event/json';
import type { Ledger } from '../../nodes/core/ledger/ledger';
import { openLedger } from '../../nodes/core/ledger/openLedger';
import type { Payment } from '../sandbox/stripe/payment';
import { ACCOUNT } from './accounts';
import type { Database } from './database';
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

/** The file of an embedded ledger, looked into beside n8n. */
export const inLedger = ({ n8n }: Restaurant): DatabaseSync =>
  new DatabaseSync(join(n8n.folder, '.n8n', 'payment-failure', 'ledger.sqlite'), { timeout: 5000 });

/** When the Payment Follow-Up Trigger may take up what is left; and how often it was handed over, if that is to change. */
export function setDue(restaurant: Restaurant, seconds: number, handovers?: number): void {
  using database = inLedger(restaurant);
  const at = new Date(Date.now() + seconds * 1000).toISOString();
  database
    .prepare(
      `update dispatches set due_at = ?, lease_until = ?, emission = coalesce(?, emission)
       where state in ('stored', 'claimed')`,
    )
    .run(at, at, handovers ?? null);
}

/** What would otherwise take minutes, or hours up to the last hand-over: its next visit finds all of it due. */
export const letTimePass = (restaurant: Restaurant, handovers?: number): void =>
  setDue(restaurant, -1, handovers);

/** The key of the attempt at a payment that was declined first: its charge. */
export const attemptOf = ({ events: [failed] }: Payment): string =>
  `stripe:${ACCOUNT.id}:${text(object(object(failed?.['data'])['object'])['id'])}`;

/** The numbers that the first attempt at each payment was given: one each, if all is well. */
export async function numbersOf(
  { query }: Pick<Database, 'query'>,
  payments: readonly Payment[],
): Promise<readonly (readonly number[])[]> {
  const rows = await query('select attempt_key, ordinal from payment_failure.counts');
  return payments.map((payment) =>
    rows
      .filter((row) => row['attempt_key'] === attemptOf(payment))
      .map((row) => Number(row['ordinal'])),
  );
}
