import type { Log } from '../event/logEntry';
import type { Ledger, StoredRegistration, Subscriber } from '../ledger/ledger';
import type { GatewayAdapter } from './adapter';
import type { ApiClient } from './apiClient';
import type { Credential } from './credential';
import type { Endpoint, Registration } from './registration';
import { pushedTypes } from './pushedTypes';
import { unseal } from './seal';

/** One endpoint, and everything that its registration hangs on. */
export interface Lifecycle {
  readonly adapter: GatewayAdapter;
  readonly credential: Credential;
  readonly client: ApiClient;
  readonly ledger: Ledger;
  readonly subscriber: Subscriber;
  /** Which n8n this is: several may share a ledger, and have workflows of the same id. */
  readonly instance: string;
  readonly url: string;
  /** A URL that lives only while the editor listens. */
  readonly isTest: boolean;
  /** Shown at the gateway beside the endpoint. */
  readonly description: string;
  /** The option Account ID, for credentials that may not read it. */
  readonly account?: string | undefined;
  readonly whenUnpublished: 'keep' | 'remove';
  readonly now: () => string;
  /** Milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  readonly log: Log;
}

type Holder = Pick<Lifecycle, 'adapter' | 'credential'>;

/** For whichever way the gateway delivers in. */
const holdsKey = ({ adapter, credential }: Holder): boolean =>
  [adapter, ...(adapter.modes ?? [])].some(
    ({ signature }) => signature.keys(credential).length > 0,
  );

/**
 * A signing secret given in the credential is used instead of registering, but where it is the account's. What another
 * way of delivering is proved with stands in for no endpoint that can be registered.
 */
export const hasOwnSecret = (holder: Holder): boolean => {
  const { registration, signature } = holder.adapter;
  if (!registration) return holdsKey(holder);
  return registration.keyOfAccount !== true && signature.keys(holder.credential).length > 0;
};

/** Whether an endpoint would be of no use, since nobody could verify what comes to it. */
export const lacksKey = (holder: Holder): boolean =>
  holder.adapter.registration?.keyOfAccount === true && !holdsKey(holder);

/**
 * Whether the address has to stand before there is a secret: the gateway shows it only once it has made sure of the
 * address. Until then every delivery is refused.
 */
export const greetsFirst = ({ adapter }: Holder): boolean =>
  adapter.registration === undefined && adapter.handshake?.by === 'body';

export const sameUrl = ({ url }: Lifecycle, endpoints: readonly Endpoint[]): readonly Endpoint[] =>
  endpoints.filter((endpoint) => endpoint.url === url);

/** Whether the endpoint speaks the API version that the adapter understands. */
export const isPinned = ({ apiVersion }: Registration, endpoint: Endpoint): boolean =>
  apiVersion === undefined || endpoint.apiVersion === apiVersion;

/** Whether the endpoint is asked for every event that is needed. */
export const isComplete = (adapter: GatewayAdapter, { events }: Endpoint): boolean =>
  events.includes('*') || pushedTypes(adapter).every((type) => events.includes(type));

/** What the endpoint's deliveries are signed with, if the credential still opens it. */
export function secretIn(
  { adapter, credential, url }: Pick<Lifecycle, 'adapter' | 'credential' | 'url'>,
  { sealedSecret }: StoredRegistration,
): string | undefined {
  const sealing = adapter.sealingSecret?.(credential);
  if (sealedSecret === undefined || sealing === undefined) return undefined;
  const unsealed = unseal(sealedSecret, sealing, url);
  return unsealed.ok ? unsealed.secret : undefined;
}

/** Whether what the endpoint's deliveries are signed with is still known. */
export const opens = (life: Lifecycle, kept: StoredRegistration): boolean =>
  life.adapter.registration?.keyOfAccount === true
    ? holdsKey(life)
    : secretIn(life, kept) !== undefined;

/** Whether a registration is not that of another n8n. */
export const isOfThisN8n =
  ({ instance }: Pick<Lifecycle, 'instance'>) =>
  (one: StoredRegistration): boolean =>
    one.instance === undefined || one.instance === instance;

/** Notes in the ledger that the endpoint stands. */
export async function save(
  { adapter, ledger, subscriber, instance, url, now }: Lifecycle,
  known: {
    readonly account: string;
    readonly endpointId?: string | undefined;
    readonly sealedSecret?: string | undefined;
  },
): Promise<void> {
  const { account, endpointId, sealedSecret } = known;
  await ledger.saveRegistration({
    url,
    ...subscriber,
    gateway: adapter.id,
    account,
    ...(endpointId === undefined ? {} : { endpointId }),
    ...(sealedSecret === undefined ? {} : { sealedSecret }),
    status: 'active',
    updatedAt: now(),
    instance,
  });
}
