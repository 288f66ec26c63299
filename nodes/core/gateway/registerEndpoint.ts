import { messageOf } from '../event/messageOf';
import { later } from '../event/reading';
import { accountOf } from './accountOf';
import type { Endpoint, Registration } from './registration';
import { createEndpoint, deleteEndpoint, listEndpoints } from './endpoints';
import { isComplete, isOfThisN8n, isPinned, sameUrl, save, type Lifecycle } from './lifecycle';
import { seal } from './seal';
import { needsNewEndpoint, tellMended, troubleOf, type Standing, type Trouble } from './standing';

export async function standingOf(life: Lifecycle, registration: Registration): Promise<Standing> {
  const { ledger, url, subscriber } = life;
  const kept = await ledger.registration(url);
  const known = (await ledger.registrationsOf(subscriber)).filter(isOfThisN8n(life));
  const elsewhere = known.filter((one) => one.url !== url);
  const looksBack = (await ledger.cursor(subscriber))?.undeliveredSince !== undefined;
  return { kept, elsewhere, looksBack, all: await listEndpoints(life, registration) };
}

/**
 * Makes the endpoint stand as it should: reused where its secret is known, else made anew, and only then are others of
 * the same trigger deleted. Tells the owner what was the matter. `because`: what the standing itself does not show.
 */
export async function registerEndpoint(
  life: Lifecycle,
  registration: Registration,
  because?: Trouble,
): Promise<void> {
  const sealing = sealingSecretOf(life);
  const account = await accountOf(life, undefined);
  const standing = await standingOf(life, registration);
  const { kept, all } = standing;
  const present = sameUrl(life, all);
  const trouble = because ?? troubleOf(life, registration, standing);
  for (const request of registration.prepare ?? []) await life.client(request);
  const own = present.find(({ id }) => id === kept?.endpointId);
  const serves = trouble === undefined || !needsNewEndpoint(trouble);
  // With the account's key any endpoint of this address will do, and so will one whose secret is listed.
  const telling = present.filter((one) => one.secret !== undefined && isPinned(registration, one));
  const reusable =
    registration.keyOfAccount === true
      ? (own ?? present[0])
      : serves
        ? own
        : (telling.find(({ id }) => id === kept?.endpointId) ?? telling[0]);
  const endpoint = reusable ?? (await createEndpoint(life, registration, all));
  if (reusable && !(reusable.enabled && isComplete(life.adapter, reusable))) {
    await life.client(registration.update(reusable));
  }
  const sealedSecret =
    endpoint.secret === undefined ? kept?.sealedSecret : seal(endpoint.secret, sealing, life.url);
  await save(life, { account, endpointId: endpoint.id, sealedSecret }).catch(
    async (error: unknown) => {
      // An endpoint whose secret nobody has would only be refused for ever.
      if (!reusable) await discard(life, registration, endpoint);
      throw error;
    },
  );
  if (!reusable && registration.activate) await life.client(registration.activate(endpoint));
  const looksBack = standing.looksBack && trouble !== 'superseded';
  const waits = looksBack || (trouble === 'unknown' && (await lookForUndelivered(life)));
  const others = present.filter(({ id }) => id !== endpoint.id);
  const rid = waits || (await discardAll(life, registration, others));
  const left = await leave(life, registration, standing);
  // What is still to be deleted was said by itself.
  if (trouble === undefined || (TIDYING.includes(trouble) && !(rid && left))) return;
  tellMended(life, reusable && !serves ? 'released' : trouble);
}

/** Where there is nothing to mend but what is too much. */
const TIDYING: readonly Trouble[] = ['doubled', 'moved'];

/**
 * Nobody knows since when the old endpoint's deliveries were refused, and it takes with it what the gateway knows of
 * them: so it stays until that was looked for, and goes at the poll that did.
 */
async function lookForUndelivered({
  adapter,
  ledger,
  subscriber,
  isTest,
  now,
}: Lifecycle): Promise<boolean> {
  const tried = adapter.backfill?.undelivered?.keeps;
  // Nobody polls for a test run.
  if (tried === undefined || isTest) return false;
  const today = now();
  await ledger.lookForUndelivered(subscriber, later(today, -tried), today);
  return true;
}

/** Takes leave of what the trigger had under other addresses. What cannot be deleted now is tried again later. */
async function leave(
  life: Lifecycle,
  registration: Registration,
  { elsewhere, all }: Standing,
): Promise<boolean> {
  let done = true;
  for (const { url, endpointId } of elsewhere) {
    const endpoint = all.find(({ id }) => id === endpointId);
    if (!endpoint || (await discard(life, registration, endpoint))) {
      await life.ledger.forgetRegistration(url);
    } else done = false;
  }
  return done;
}

async function discardAll(
  life: Lifecycle,
  registration: Registration,
  endpoints: readonly Endpoint[],
): Promise<boolean> {
  let done = true;
  for (const one of endpoints) done = (await discard(life, registration, one)) && done;
  return done;
}

/** Deletes what is of no use any more; a failure is the log's business. */
async function discard(
  life: Lifecycle,
  registration: Registration,
  endpoint: Endpoint,
): Promise<boolean> {
  try {
    await deleteEndpoint(life, registration, endpoint);
    return true;
  } catch (error) {
    life.log('endpoint_not_removed', {
      gateway: life.adapter.id,
      endpoint: endpoint.id,
      why: `The old ${life.adapter.title} endpoint ${endpoint.id} could not be deleted: delete it at ${life.adapter.title} by hand. ${messageOf(error)}`,
    });
    return false;
  }
}

function sealingSecretOf({ adapter, credential }: Lifecycle): string {
  const secret = adapter.sealingSecret?.(credential);
  if (secret !== undefined) return secret;
  throw new Error(
    `The ${adapter.title} credential holds nothing to register the endpoint with. Fill in its API key, or the signing secret of an endpoint that you added by hand.`,
  );
}
