import type { Log } from '../event/logEntry';
import { messageOf } from '../event/messageOf';
import { REJECTION_REASONS, type RejectionReason } from '../event/rejection';
import { REMEDIES } from '../event/remedies';
import type { Ledger, Subscriber } from '../ledger/ledger';
import type { Delivery } from './delivery';

export interface Refusable {
  readonly adapter: { readonly id: string };
  readonly delivery: Pick<Delivery, 'receivedAt'>;
  readonly endpoint: string;
  readonly subscriber: Subscriber;
  readonly ledger: () => Promise<Ledger>;
  readonly log: Log;
}

/** Tells the owner, in the log and in the ledger's counts, why a delivery was refused. Never raises. */
export async function noteRefusal(
  refusable: Refusable,
  reason: RejectionReason,
  detail?: string,
  item?: number,
): Promise<void> {
  const { log, adapter, endpoint, delivery } = refusable;
  // Whoever could not store the delivery cannot count its refusal either, and would only wait once more.
  const ledger = reason === 'ledger_unavailable' ? undefined : await openQuietly(refusable);
  const told = await tellApart(reason, refusable.subscriber, ledger);
  log('delivery_refused', {
    gateway: adapter.id,
    endpoint,
    reason: told,
    item,
    why: `${REJECTION_REASONS[told]}. ${detail ?? REMEDIES[told]}`,
  });
  try {
    await ledger?.reject(endpoint, told, delivery.receivedAt);
  } catch (error) {
    log('refusal_uncounted', { gateway: adapter.id, endpoint, why: messageOf(error) });
  }
}

async function openQuietly({
  ledger,
  log,
  adapter,
  endpoint,
}: Refusable): Promise<Ledger | undefined> {
  try {
    return await ledger();
  } catch (error) {
    log('refusal_uncounted', { gateway: adapter.id, endpoint, why: messageOf(error) });
    return undefined;
  }
}

/** Where nothing has ever verified, the secret is to blame rather than the body. */
async function tellApart(
  reason: RejectionReason,
  subscriber: Subscriber,
  ledger: Ledger | undefined,
): Promise<RejectionReason> {
  if (reason !== 'bad_signature' || !ledger) return reason;
  try {
    return (await ledger.hasReceived(subscriber)) ? reason : 'wrong_secret';
  } catch {
    return reason;
  }
}
