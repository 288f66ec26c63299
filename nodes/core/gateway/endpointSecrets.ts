import { messageOf } from '../event/messageOf';
import type { Ledger, StoredRegistration } from '../ledger/ledger';
import type { GatewayAdapter } from './adapter';
import type { Credential } from './credential';
import { secretIn } from './lifecycle';
import type { Login } from './login';
import { unseal } from './seal';
import type { Signature } from './signature';

/** What a delivery to one endpoint is verified with, and the account its events belong to. */
export type EndpointSecrets =
  | {
      readonly ok: true;
      readonly keys: readonly string[];
      /** What deliveries have to bring besides. */
      readonly login?: Login | undefined;
      readonly account: string;
      /** Whether another process may have renewed them since they were read. */
      readonly fromCache: boolean;
    }
  | {
      readonly ok: false;
      readonly reason: 'no_secret' | 'ledger_unavailable' | 'secret_unavailable';
      /** For the log: what to do about it. */
      readonly detail: string;
      /** Whether looking after the endpoint would help. */
      readonly needsMending?: boolean;
    };

/** Where the secrets of one address are looked for. */
export interface SecretSource {
  readonly adapter: GatewayAdapter;
  readonly url: string;
  readonly credential: () => Promise<Credential>;
  /** The option Account ID, which beats what the ledger knows. */
  readonly account?: string | undefined;
  readonly ledger: () => Promise<Ledger>;
}

export type ReadSecrets = (
  endpoint: SecretSource,
  now: number,
  fresh: boolean,
) => Promise<EndpointSecrets>;

const REPUBLISH = 'Unpublish the workflow and publish it again';
const ANEW = 'A new endpoint is set up now, and what is refused meanwhile is fetched later.';

/** What a credential gives, or why it could not be read. */
export async function withCredential(
  readCredential: () => Promise<Credential>,
  open: (credential: Credential) => EndpointSecrets | Promise<EndpointSecrets>,
): Promise<EndpointSecrets> {
  let credential: Credential;
  try {
    credential = await readCredential();
  } catch (error) {
    return { ok: false, reason: 'secret_unavailable', detail: messageOf(error) };
  }
  return await open(credential);
}

type Opened = Extract<EndpointSecrets, { readonly ok: true }>;

interface Recent {
  readonly secrets: Opened;
  readonly at: number;
}

/** For so long, in milliseconds, the next deliveries of a burst use what was read and opened for the first. */
const BURST = 1000;

/** Reads the secrets of endpoints, keeping what the ledger says for `lifetime` milliseconds. */
export function endpointSecrets(lifetime: number): {
  readonly read: ReadSecrets;
  readonly forget: (url: string) => void;
} {
  const burst = Math.min(BURST, lifetime);
  const rows = new Map<string, { readonly row: StoredRegistration; readonly until: number }>();
  /** By address, and by what a delivery is proved with: one address may take deliveries of several kinds. */
  const opened = new Map<string, Map<Signature, Recent>>();

  const readAnew = async (
    endpoint: SecretSource,
    credential: Credential,
    now: number,
    fresh: boolean,
  ): Promise<EndpointSecrets> => {
    const cached = fresh ? undefined : rows.get(endpoint.url);
    if (cached && now < cached.until) {
      const secrets = secretsOf(endpoint, credential, cached.row, true);
      // Another process may have made it right since.
      if (secrets.ok) return secrets;
    }
    let row: StoredRegistration | undefined;
    try {
      row = await (await endpoint.ledger()).registration(endpoint.url);
    } catch (error) {
      return { ok: false, reason: 'ledger_unavailable', detail: messageOf(error) };
    }
    if (row) rows.set(endpoint.url, { row, until: now + lifetime });
    else rows.delete(endpoint.url);
    return secretsOf(endpoint, credential, row, false);
  };

  const read: ReadSecrets = async (endpoint, now, fresh) => {
    const { signature } = endpoint.adapter;
    const ofAddress = opened.get(endpoint.url) ?? new Map<Signature, Recent>();
    opened.set(endpoint.url, ofAddress);
    const known = fresh ? undefined : ofAddress.get(signature);
    // The clock may have been set back meanwhile.
    if (known && known.at <= now && now < known.at + burst)
      return { ...known.secrets, fromCache: true };
    const secrets = await withCredential(endpoint.credential, (credential) =>
      readAnew(endpoint, credential, now, fresh),
    );
    if (secrets.ok) ofAddress.set(signature, { secrets, at: now });
    else ofAddress.delete(signature);
    return secrets;
  };

  const forget = (url: string): void => {
    rows.delete(url);
    opened.delete(url);
  };
  return { read, forget };
}

function secretsOf(
  { adapter, url, account: given }: SecretSource,
  credential: Credential,
  row: StoredRegistration | undefined,
  fromCache: boolean,
): EndpointSecrets {
  const keys = keysOf(adapter, url, credential, row);
  if (!keys.ok) return keys;
  const account = given ?? row?.account;
  if (account === undefined) {
    return {
      ok: false,
      reason: 'secret_unavailable',
      detail: `The ledger does not know which ${adapter.title} account this endpoint is for. It is asked for now, and what is refused meanwhile comes again.`,
      needsMending: true,
    };
  }
  return { ok: true, keys: keys.keys, login: adapter.login?.(credential), account, fromCache };
}

type Keys =
  | { readonly ok: true; readonly keys: readonly string[] }
  | Extract<EndpointSecrets, { readonly ok: false }>;

/**
 * A secret in the credential is used instead of the one that registering gave. While the endpoint that was registered
 * is still at the gateway, what it delivers is accepted too.
 */
function keysOf(
  adapter: GatewayAdapter,
  url: string,
  credential: Credential,
  row: StoredRegistration | undefined,
): Keys {
  const given = adapter.signature.keys(credential);
  if (given.length > 0) {
    const ours = row && secretIn({ adapter, credential, url }, row);
    return { ok: true, keys: ours === undefined ? given : [...given, ours] };
  }
  if (row?.sealedSecret === undefined) {
    const isGiven =
      adapter.registration !== undefined && adapter.registration.keyOfAccount !== true;
    return {
      ok: false,
      reason: 'no_secret',
      detail: isGiven
        ? `The ledger knows no endpoint of this address. ${ANEW}`
        : `Put the signing secret into the ${adapter.title} credential.`,
      needsMending: isGiven,
    };
  }
  const unsealed = unseal(row.sealedSecret, adapter.sealingSecret?.(credential) ?? '', url);
  if (unsealed.ok) return { ok: true, keys: [unsealed.secret] };
  const why =
    unsealed.why === 'other_credential'
      ? `The ${adapter.title} credential was changed since the endpoint was registered.`
      : 'The signing secret in the ledger is damaged.';
  return {
    ok: false,
    reason: 'secret_unavailable',
    detail: `${why} ${adapter.registration ? ANEW : `${REPUBLISH}.`}`,
    needsMending: adapter.registration !== undefined,
  };
}
