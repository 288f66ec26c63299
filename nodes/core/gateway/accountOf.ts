import { text } from '../event/json';
import type { Log } from '../event/logEntry';
import { messageOf } from '../event/messageOf';
import type { StoredRegistration } from '../ledger/ledger';
import type { GatewayAdapter } from './adapter';
import { ApiError, isTransient, type ApiClient } from './apiClient';
import type { Credential } from './credential';

interface AccountSource {
  readonly adapter: GatewayAdapter;
  readonly client: ApiClient;
  readonly credential: Credential;
  readonly account?: string | undefined;
  readonly log: Log;
}

/** Which account the credential belongs to. Every event id begins with it, so it is never guessed. */
export async function accountOf(
  { adapter, client, credential, account, log }: AccountSource,
  kept: StoredRegistration | undefined,
): Promise<string> {
  if (account !== undefined) return account;
  const known = await readAccount(adapter, client, credential).catch((error: unknown) => {
    // A key that is wrong would not tell of another account either.
    if (error instanceof ApiError && error.status === 401) throw error;
    if (!isTransient(error)) throw unknownAccount(adapter, messageOf(error));
    if (!kept) throw error;
    log('gateway_unreachable', {
      gateway: adapter.id,
      why: `${adapter.title} could not be asked for the account; the known one is kept. ${messageOf(error)}`,
    });
    return kept.account;
  });
  if (known !== undefined) return known;
  throw unknownAccount(adapter, 'The answer names none.');
}

/** As deliveries name it: one that was typed into the credential may have blanks around it. */
export const readAccount = async (
  { account }: GatewayAdapter,
  client: ApiClient,
  credential: Credential,
): Promise<string | undefined> => text(account.id(await client(account.read), credential)?.trim());

const unknownAccount = ({ title }: GatewayAdapter, detail: string): Error =>
  new Error(
    `${title} does not say which account the credential belongs to. Fill in the trigger’s option Account ID, or use a key that may read the account. ${detail}`,
  );
