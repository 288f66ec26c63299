import { randomUUID } from 'node:crypto';
import { ifFree } from './endpointLock';
import { serveOwn } from './giveWay';
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
  const { ledger, url } = life;
  const act = await workOn(life, because);
  if (!act) return false;
  const pause = `pause ${url}`;
  const holder = randomUUID();
  if (!(await ledger.lease(pause, holder, PAUSE, life.now()))) return false;
  const mended = await ifFree(life, act);
  await ledger.release(pause, holder);
  return mended ?? false;
}

type Work = () => Promise<boolean>;

/** What there may be to do; nothing where all is the owner's, or hopeless. */
async function workOn(life: Lifecycle, because: Trouble | undefined): Promise<Work | undefined> {
  const { adapter, ledger, url } = life;
  const { registration } = adapter;
  if (!registration || hasOwnSecret(life)) {
    const kept = await ledger.registration(url);
    return kept && kept.endpointId === undefined ? undefined : () => serveOwn(life);
  }
  if (lacksKey(life) || registration.refuses(url) !== undefined) return undefined;
  return async () => {
    const trouble = because ?? troubleOf(life, registration, await standingOf(life, registration));
    if (trouble === undefined || FOR_PUBLISHING.includes(trouble)) return false;
    await registerEndpoint(life, registration, because);
    return true;
  };
}
