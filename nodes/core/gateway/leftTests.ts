import { messageOf } from '../event/messageOf';
import type { StoredRegistration } from '../ledger/ledger';
import type { Registration } from './registration';
import { ifFree } from './endpointLock';
import { deleteKept } from './endpoints';
import { isOfThisN8n, type Lifecycle } from './lifecycle';

/** n8n's editor listens for two minutes; clocks of several processes may differ. In seconds. */
const LISTENING = 300;

/**
 * Deletes what the editor's listening left at the gateway where n8n was stopped over it. A listening that may still be
 * going on is not touched. `life` is of the test ledger. What cannot be deleted now is tried again later.
 */
export async function deleteLeftTests(life: Lifecycle): Promise<void> {
  const { adapter, ledger, subscriber } = life;
  const { registration } = adapter;
  if (!registration) return;
  for (const { url } of (await ledger.registrationsOf(subscriber)).filter(isOfThisN8n(life))) {
    await ifFree({ ...life, url }, async () => {
      const kept = await ledger.registration(url);
      if (kept && isOver(kept, life.now())) await forget(life, registration, kept);
    });
  }
}

const isOver = ({ updatedAt }: StoredRegistration, now: string): boolean =>
  Date.parse(now) - Date.parse(updatedAt) > LISTENING * 1000;

async function forget(
  life: Lifecycle,
  registration: Registration,
  { url, endpointId: endpoint }: StoredRegistration,
): Promise<void> {
  const { adapter, ledger, log } = life;
  const about = { gateway: adapter.id, endpoint, url };
  if (endpoint !== undefined) {
    try {
      await deleteKept({ ...life, url }, registration, endpoint);
    } catch (error) {
      const why = `The ${adapter.title} endpoint ${endpoint} of a test run was left behind, and could not be deleted yet. It is tried again; or delete it at ${adapter.title} by hand. ${messageOf(error)}`;
      log('endpoint_not_removed', { ...about, why });
      return;
    }
    const why = `n8n was stopped while the editor was listening, and the endpoint of that test run was left at ${adapter.title}. It was deleted now. There is nothing to do.`;
    log('endpoint_removed', { ...about, why });
  }
  await ledger.forgetRegistration(url);
}
