import { randomUUID } from 'node:crypto';
import type { Registration } from './registration';
import { ifFree } from './endpointLock';
import { serveOwn } from './giveWay';
import { hasOwnSecret, lacksKey, opens, type Lifecycle } from './lifecycle';
import { registerEndpoint, standingOf } from './registerEndpoint';
import { isTransient } from './apiClient';
import { troubleOf, type Trouble } from './standing';

/** Where publishing did not come so far, n8n may poll all the same, but takes no deliveries at the address. */
const FOR_PUBLISHING: readonly Trouble[] = ['new', 'released'];

/** For how long nobody tries again where it failed, in seconds. */
const PAUSE = 60;

/**
 * Sees to it that a published trigger's endpoint stands, by one caller at a time. Answers whether anything was done;
 * nothing where somebody else is at it, or failed just now. Raises what the gateway says; whoever calls next after a
 * pause tries again.
 */
export async function mendEndpoint(
  life: Lifecycle,
  because?: Trouble,
): Promise<boolean | undefined> {
  const { ledger, url } = life;
  const act = await workOn(life, because);
  if (!act) return false;
  const pause = `pause ${url}`;
  const holder = randomUUID();
  if (!(await ledger.lease(pause, holder, PAUSE, life.now()))) return undefined;
  const mended = await ifFree(life, act);
  await ledger.release(pause, holder);
  return mended;
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
    const trouble = because ?? (await troubleNow(life, registration));
    if (trouble === undefined || FOR_PUBLISHING.includes(trouble)) return false;
    await registerEndpoint(life, registration, because);
    return true;
  };
}

/** Where the gateway cannot be asked, a known endpoint serves on: the look for missed events tells the owner. */
async function troubleNow(
  life: Lifecycle,
  registration: Registration,
): Promise<Trouble | undefined> {
  try {
    return troubleOf(life, registration, await standingOf(life, registration));
  } catch (error) {
    const kept = await life.ledger.registration(life.url);
    if (isTransient(error) && kept && opens(life, kept)) return undefined;
    throw error;
  }
}
