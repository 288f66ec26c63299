import { randomUUID } from 'node:crypto';
import { hasOwnSecret, type Lifecycle } from './lifecycle';
import { registerEndpoint, standingOf } from './registerEndpoint';
import { troubleOf, type Trouble } from './standing';

/** How long nobody else tries, and after a failure nobody at all, in seconds. */
const PAUSE = 60;

/**
 * Sees to it that a published trigger's endpoint stands, by one caller at a time. Answers whether anything was done.
 * Raises what the gateway says; whoever calls next after a pause tries again.
 */
export async function mendEndpoint(life: Lifecycle, because?: Trouble): Promise<boolean> {
  const { adapter, ledger, url } = life;
  const { registration } = adapter;
  if (!registration || hasOwnSecret(life) || registration.refuses(url) !== undefined) return false;
  const name = `endpoint ${url}`;
  const holder = randomUUID();
  if (!(await ledger.lease(name, holder, PAUSE, life.now))) return false;
  const trouble = because ?? troubleOf(life, registration, await standingOf(life, registration));
  if (trouble !== undefined) await registerEndpoint(life, registration, because);
  await ledger.release(name, holder);
  return trouble !== undefined;
}
