import { messageOf } from '../event/messageOf';
import type { LogEvent } from '../event/logEntry';
import { accountOf } from './accountOf';
import { inTurn } from './endpointLock';
import { deleteEndpoint, deleteKept, listEndpoints } from './endpoints';
import { serveOwn } from './giveWay';
import {
  greetsFirst,
  hasOwnSecret,
  lacksKey,
  opens,
  sameUrl,
  save,
  type Lifecycle,
} from './lifecycle';
import { registerEndpoint, standingOf } from './registerEndpoint';
import { isTransient } from './apiClient';
import { troubleOf } from './standing';

/**
 * The life of a webhook endpoint. n8n calls delete, check and create on every republish of a changed trigger and
 * cannot say which it is, so unpublishing must lose nothing.
 */

/**
 * Whether the endpoint stands as it should. Never raises for the gateway's sake: n8n would drop the webhook. One of a
 * test run that was left behind is taken up anew, so that the ledger knows since when the editor listens.
 */
export async function check(life: Lifecycle): Promise<boolean> {
  const { adapter, ledger, url } = life;
  const { registration } = adapter;
  const kept = await ledger.registration(url);
  if (kept?.status !== 'active' || !registration || hasOwnSecret(life) || life.isTest) return false;
  if (!opens(life, kept) || (life.account ?? kept.account) !== kept.account) return false;
  try {
    return troubleOf(life, registration, await standingOf(life, registration)) === undefined;
  } catch (error) {
    life.log('gateway_unreachable', {
      gateway: adapter.id,
      url,
      why: `${adapter.title} could not be asked for its endpoints; the known one is kept. ${messageOf(error)}`,
    });
    return true;
  }
}

/** Makes the endpoint stand as it should: reused where its secret is known, made anew where not. */
export async function create(life: Lifecycle): Promise<void> {
  const { adapter, ledger, url } = life;
  const kept = await ledger.registration(url);
  if (hasOwnSecret(life) || greetsFirst(life)) {
    await save(life, { ...kept, account: await accountOf(life, kept) });
    if (kept?.endpointId !== undefined) await inTurn(life, () => serveOwn(life));
    return;
  }
  if (!adapter.registration) {
    throw new Error(
      `${adapter.title} has no API for webhook endpoints. Add an endpoint for ${url} by hand and put its signing secret into the credential.`,
    );
  }
  if (lacksKey(life)) {
    throw new Error(
      `The ${adapter.title} credential holds no signing key, so that no delivery could be verified. Make one at ${adapter.title} and put it into the credential, then publish again.`,
    );
  }
  const refusal = adapter.registration.refuses(url);
  if (refusal !== undefined) throw new Error(refusal);
  const { registration } = adapter;
  await inTurn(life, () => registerEndpoint(life, registration)).catch(async (error: unknown) => {
    if (!kept || !isTransient(error) || !opens(life, kept)) throw error;
    life.log('gateway_unreachable', {
      gateway: adapter.id,
      url,
      why: `${adapter.title} could not be reached; the known endpoint is kept. ${messageOf(error)}`,
    });
    await ledger.saveRegistration({ ...kept, status: 'active', updatedAt: life.now() });
  });
}

/** Keeps a production endpoint, marked released, unless told otherwise. Never raises. */
export async function remove(life: Lifecycle): Promise<boolean> {
  const { adapter, ledger, url, now } = life;
  try {
    const kept = await ledger.registration(url);
    const keeps = !life.isTest && life.whenUnpublished === 'keep';
    if (!kept) {
      if (!keeps && (await deleteUnknown(life))) tell(life, 'endpoint_removed', REMOVED);
      return true;
    }
    if (keeps) {
      await ledger.saveRegistration({ ...kept, status: 'released', updatedAt: now() });
      tell(life, 'endpoint_released', kept.endpointId === undefined ? BY_HAND : RELEASED);
      return true;
    }
    if (adapter.registration && kept.endpointId !== undefined) {
      await deleteKept(life, adapter.registration, kept.endpointId);
    }
    await ledger.forgetRegistration(url);
    if (!life.isTest)
      tell(life, 'endpoint_removed', kept.endpointId === undefined ? BY_HAND : REMOVED);
    return true;
  } catch (error) {
    life.log('endpoint_not_removed', {
      gateway: adapter.id,
      url,
      why: `The ${adapter.title} endpoint could not be deleted, and stays. Delete it at ${adapter.title} by hand, or publish and unpublish the workflow again. ${messageOf(error)}`,
    });
    return false;
  }
}

/** What a ledger knew that was lost. What the owner added by hand stays. Answers whether there was anything. */
async function deleteUnknown(life: Lifecycle): Promise<boolean> {
  const { registration } = life.adapter;
  if (!registration || life.isTest || hasOwnSecret(life)) return false;
  const left = sameUrl(life, await listEndpoints(life, registration));
  for (const endpoint of left) await deleteEndpoint(life, registration, endpoint);
  return left.length > 0;
}

type Said = (title: string) => string;

const RELEASED: Said = (title) =>
  `${title} still lists the endpoint, so that nothing is lost when the workflow is published again. To have it deleted, set the option When Unpublished to Remove.`;
const REMOVED: Said = (title) =>
  `The endpoint was deleted at ${title}, as the option When Unpublished asks. What happens until the workflow is published again is fetched then.`;
const BY_HAND: Said = (title) =>
  `The endpoint at ${title} was added by hand, and stays there: n8n refuses what it sends until the workflow is published again. If it is no longer wanted, delete it at ${title}.`;

const tell = ({ adapter, url, log }: Lifecycle, event: LogEvent, why: Said): void => {
  log(event, { gateway: adapter.id, url, why: why(adapter.title) });
};
