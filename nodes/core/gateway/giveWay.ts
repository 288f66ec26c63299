import { messageOf } from '../event/messageOf';
import type { StoredRegistration } from '../ledger/ledger';
import { accountOf } from './accountOf';
import type { Endpoint } from './registration';
import { deleteEndpoint, listEndpoints } from './endpoints';
import { isComplete, sameUrl, save, secretIn, type Lifecycle } from './lifecycle';

/** Looks after a trigger whose signing secret is the owner's to bring. Answers whether anything was done. */
export async function serveOwn(life: Lifecycle): Promise<boolean> {
  const kept = await life.ledger.registration(life.url);
  if (kept) return await giveWay(life, kept);
  await save(life, { account: await accountOf(life, undefined) });
  return true;
}

/**
 * The endpoint that was set up from here gives way to the owner's own: not before that one stands at the gateway, so
 * that no event is lost. Until then what ours delivers is accepted too. What cannot be deleted now is tried again later.
 */
export async function giveWay(life: Lifecycle, kept: StoredRegistration): Promise<boolean> {
  const { adapter, url, log } = life;
  const { registration } = adapter;
  const { endpointId: endpoint } = kept;
  if (!registration || endpoint === undefined) return false;
  const { title, id: gateway } = adapter;
  try {
    const present = sameUrl(life, await listEndpoints(life, registration));
    const ours = present.find(({ id }) => id === endpoint);
    if (ours && !isTakenOver(life, kept, present)) return false;
    if (ours) await deleteEndpoint(life, registration, ours);
    await save(life, { account: kept.account });
    if (ours) {
      const why = `The ${title} credential holds the signing secret of an endpoint that you added yourself, so the one that n8n had set up for this address was deleted. There is nothing to do.`;
      log('endpoint_removed', { gateway, endpoint, url, why });
    }
    return true;
  } catch (error) {
    const why = `The ${title} endpoint ${endpoint} that n8n had set up is of no use beside your own, and could not be deleted yet. It is tried again; or delete it at ${title} by hand. ${messageOf(error)}`;
    log('endpoint_not_removed', { gateway, endpoint, url, why });
    return false;
  }
}

/** Whether another endpoint of this address does all that ours did, and the secret given is not that of ours, copied. */
function isTakenOver(
  life: Lifecycle,
  kept: StoredRegistration,
  present: readonly Endpoint[],
): boolean {
  const given = life.adapter.signature.keys(life.credential);
  const ours = secretIn(life, kept);
  if (ours !== undefined && given.includes(ours)) return false;
  return present.some(
    (one) =>
      one.id !== kept.endpointId &&
      one.enabled &&
      isComplete(life.adapter, one) &&
      (one.secret === undefined || given.includes(one.secret)),
  );
}
