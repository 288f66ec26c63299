import type { Ledger, StoredRegistration } from '../ledger/ledger';
import { accountOf } from './accountOf';
import type { ApiClient, Credential, Endpoint, GatewayAdapter, Registration } from './adapter';
import { createEndpoint, deleteEndpoint, listEndpoints } from './endpoints';
import type { Log } from './noteRefusal';
import { isTransient, RegistrationError } from './registrationError';
import { seal, unseal } from './seal';

/**
 * The life of a webhook endpoint. n8n calls delete, check and create on every republish of a changed trigger and
 * cannot say which it is, so unpublishing must lose nothing (design.md, 5.10).
 */
export interface Lifecycle {
  readonly adapter: GatewayAdapter;
  readonly credential: Credential;
  readonly client: ApiClient;
  readonly ledger: Ledger;
  readonly url: string;
  /** A URL that lives only while the editor listens. */
  readonly isTest: boolean;
  /** Shown at the gateway beside the endpoint. */
  readonly description: string;
  /** The option Account ID, for credentials that may not read it. */
  readonly account?: string | undefined;
  readonly whenUnpublished: 'keep' | 'remove';
  readonly now: string;
  readonly log: Log;
}

/** Whether the endpoint stands as it should. Never raises for the gateway's sake: n8n would drop the webhook. */
export async function check(life: Lifecycle): Promise<boolean> {
  const { adapter, ledger, url } = life;
  const kept = await ledger.registration(url);
  if (kept?.status !== 'active' || !adapter.registration || hasOwnSecret(life)) return false;
  if (!opens(life, kept) || (life.account ?? kept.account) !== kept.account) return false;
  try {
    const [endpoint, ...others] = sameUrl(life, await listEndpoints(life, adapter.registration));
    return (
      endpoint !== undefined &&
      others.length === 0 &&
      endpoint.id === kept.endpointId &&
      isPinned(adapter.registration, endpoint) &&
      isUpToDate(adapter, endpoint)
    );
  } catch (error) {
    life.log(
      `${adapter.title} could not be asked for its endpoints; the known one is kept. ${String(error)}`,
    );
    return true;
  }
}

/** Makes the endpoint stand as it should: reused where its secret is known, made anew where not. */
export async function create(life: Lifecycle): Promise<void> {
  const { adapter, ledger, url } = life;
  const kept = await ledger.registration(url);
  if (hasOwnSecret(life)) return await save(life, { account: await accountOf(life, kept) });
  if (!adapter.registration) {
    throw new RegistrationError(
      `${adapter.title} has no API for webhook endpoints`,
      `Add an endpoint for ${url} by hand and put its signing secret into the credential.`,
    );
  }
  const refusal = adapter.registration.refuses(url);
  if (refusal !== undefined) throw new RegistrationError(refusal);
  try {
    await register(life, adapter.registration, kept);
  } catch (error) {
    if (!kept || !isTransient(error) || !opens(life, kept)) throw error;
    life.log(`${adapter.title} could not be reached; the known endpoint is kept. ${String(error)}`);
    await ledger.saveRegistration({ ...kept, status: 'active', updatedAt: life.now });
  }
}

/** Keeps a production endpoint, marked released, unless told otherwise. Never raises. */
export async function remove(life: Lifecycle): Promise<boolean> {
  const { adapter, ledger, url, now } = life;
  try {
    const kept = await ledger.registration(url);
    if (!kept) return true;
    if (!life.isTest && life.whenUnpublished === 'keep') {
      await ledger.saveRegistration({ ...kept, status: 'released', updatedAt: now });
      return true;
    }
    if (adapter.registration && kept.endpointId !== undefined) {
      const endpoint = { id: kept.endpointId, url, events: [], enabled: true };
      await deleteEndpoint(life, adapter.registration, endpoint);
    }
    await ledger.forgetRegistration(url);
    return true;
  } catch (error) {
    life.log(`The ${adapter.title} endpoint ${url} could not be removed. ${String(error)}`);
    return false;
  }
}

async function register(
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
  try {
    await save(life, { account, endpointId: endpoint.id, sealedSecret });
  } catch (error) {
    // An endpoint whose secret nobody has would only be refused for ever.
    if (!reusable) await discard(life, registration, endpoint);
    throw error;
  }
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
    life.log(
      `The old ${life.adapter.title} endpoint ${endpoint.id} could not be deleted. ${String(error)}`,
    );
  }
}

async function save(
  { adapter, ledger, url, now }: Lifecycle,
  known: {
    readonly account: string;
    readonly endpointId?: string;
    readonly sealedSecret?: string | undefined;
  },
): Promise<void> {
  const { sealedSecret, ...rest } = known;
  await ledger.saveRegistration({
    url,
    gateway: adapter.id,
    ...rest,
    ...(sealedSecret === undefined ? {} : { sealedSecret }),
    status: 'active',
    updatedAt: now,
  });
}

const hasOwnSecret = ({ adapter, credential }: Lifecycle): boolean =>
  adapter.signature.keys(credential).length > 0;

const sameUrl = ({ url }: Lifecycle, endpoints: readonly Endpoint[]): readonly Endpoint[] =>
  endpoints.filter((endpoint) => endpoint.url === url);

const isPinned = ({ apiVersion }: Registration, endpoint: Endpoint): boolean =>
  apiVersion === undefined || endpoint.apiVersion === apiVersion;

const isUpToDate = ({ eventTypes }: GatewayAdapter, { enabled, events }: Endpoint): boolean =>
  enabled &&
  (events.includes('*') || Object.keys(eventTypes).every((type) => events.includes(type)));

function opens(life: Lifecycle, { sealedSecret }: StoredRegistration): boolean {
  const sealing = life.adapter.sealingSecret?.(life.credential);
  return (
    sealedSecret !== undefined &&
    sealing !== undefined &&
    unseal(sealedSecret, sealing, life.url).ok
  );
}

function sealingSecretOf({ adapter, credential }: Lifecycle): string {
  const secret = adapter.sealingSecret?.(credential);
  if (secret !== undefined) return secret;
  throw new RegistrationError(
    `The ${adapter.title} credential holds nothing to register the endpoint with`,
    'Fill in its API key, or the signing secret of an endpoint that you added by hand.',
  );
}
