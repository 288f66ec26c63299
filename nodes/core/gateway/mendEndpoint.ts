import { randomUUID } from 'node:crypto';
import { ifFree } from './endpointLock';
import { hasOwnSecret, lacksKey, type Lifecycle } from './lifecycle';
import { registerEndpoint, standingOf } from './registerEndpoint';
import { troubleOf, type Trouble } from './standing';

/** Where publishing did not come so far, n8n may poll all the same, but takes no deliveries at the address. */
const FOR_PUBLISHING: readonly Trouble[] = ['new', 'released'];

/** For how long nobody tries again where it failed, in seconds. */
const PAUSE = 60;

/**
 * Sees to it that a published trigger's endpoint stands, by one caller at a time. Answers whether anything was done.
 * Raises what the gateway says; whoever calls next after a pause tries again.
 */
export async function mendEndpoint(life: Lifecycle, because?: Trouble): Promise<boolean> {
  const { adapter, ledger, url } = life;
  const { registration } = adapter;
  if (!registration || hasOwnSecret(life) || lacksKey(life)) return false;
  if (registration.refuses(url) !== undefined) return false;
  const pause = `pause ${url}`;
  const holder = randomUUID();
  if (!(await ledger.lease(pause, holder, PAUSE, life.now()))) return false;
  const mended = await ifFree(life, async () => {
    const trouble = because ?? troubleOf(life, registration, await standingOf(life, registration));
    if (trouble === undefined || FOR_PUBLISHING.includes(trouble)) return false;
    await registerEndpoint(life, registration, because);
    return true;
  });
  await ledger.release(pause, holder);
  return mended ?? false;
}
