import type { Ledger } from '../ledger/ledger';
import type { Backfill } from './look';
import type { Backfilled } from './backfill';

/** A delivery may take so long to arrive, in seconds, before its event counts as missed. */
const ON_ITS_WAY = 10;

/**
 * How many of the events that a look found should have been delivered, and were not. What happened before the trigger
 * began to listen is looked for only where a ledger was lost, and that was said.
 */
export const missedOf = (
  { fresh }: Pick<Backfilled, 'fresh'>,
  { listed = [], delay = ON_ITS_WAY }: Pick<Backfill, 'listed' | 'delay'> = {},
  { since, now }: { readonly since: string; readonly now: string },
): number =>
  fresh.filter(
    ({ event, raw }) =>
      !listed.includes(raw.type) &&
      Date.parse(event.occurredAt) >= Date.parse(since) &&
      Date.parse(event.occurredAt) < Date.parse(now) - delay * 1000,
  ).length;

/** Whether deliveries came that were signed with another secret than the one that is known. */
export async function otherSecretSince(
  ledger: Ledger,
  endpoint: string,
  since: string,
): Promise<boolean> {
  const refusals = await ledger.rejections(endpoint, 20);
  return refusals.some(
    ({ reason, lastAt }) =>
      (reason === 'bad_signature' || reason === 'wrong_secret') && lastAt >= since,
  );
}
