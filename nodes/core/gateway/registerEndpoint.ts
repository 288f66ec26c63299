import type { StoredRegistration } from '../ledger/ledger';
import { accountOf } from './accountOf';
import type { Endpoint, Registration } from './adapter';
import { createEndpoint, deleteEndpoint, listEndpoints } from './endpoints';
import { isPinned, isUpToDate, opens, sameUrl, save, type Lifecycle } from './lifecycle';
import { RegistrationError } from './registrationError';
import { seal } from './seal';

/** Reuses the endpoint whose secret is known, or creates one, and only then deletes others of the same URL. */
export async function registerEndpoint(
  life: Lifecycle,
  registration: Registration,
  kept: StoredRegistration | undefined,
): Promise<void> {
  const sealing = sealingSecretOf(life);
  const account = await accountOf(life, kept);
  const all = await listEndpoints(life, registration);
  const present = sameUrl(life, all);
  const reusable =
    kept && opens(life, kept)
      ? present.find((one) => one.id === kept.endpointId && isPinned(registration, one))
      : undefined;
  const endpoint = reusable ?? (await createEndpoint(life, registration, all));
  if (reusable && !isUpToDate(life.adapter, reusable)) {
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
  for (const old of present) if (old.id !== endpoint.id) await discard(life, registration, old);
}

/** Deletes what is of no use any more; a failure is the log's business. */
async function discard(
  life: Lifecycle,
  registration: Registration,
  endpoint: Endpoint,
): Promise<void> {
  try {
    await deleteEndpoint(life, registration, endpoint);
  } catch (error) {
    life.log('endpoint_not_removed', {
      gateway: life.adapter.id,
      endpoint: endpoint.id,
      why: `The old ${life.adapter.title} endpoint ${endpoint.id} could not be deleted. ${String(error)}`,
    });
  }
}

function sealingSecretOf({ adapter, credential }: Lifecycle): string {
  const secret = adapter.sealingSecret?.(credential);
  if (secret !== undefined) return secret;
  throw new RegistrationError(
    `The ${adapter.title} credential holds nothing to register the endpoint with`,
    'Fill in its API key, or the signing secret of an endpoint that you added by hand.',
  );
}
