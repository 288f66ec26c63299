import { text } from '../../../nodes/core/event/json';
import type { Credential } from './credentials';
import type { Session } from './session';

/**
 * What a person does who clicks “Connect my account” in an OAuth credential: goes where n8n sends them, agrees, and
 * comes back with a code and with what the service adds to its address.
 */
export async function connectAccount(
  session: Session,
  { id }: Credential,
  code: string,
  added: Readonly<Record<string, string>> = {},
): Promise<URL> {
  const sentTo = new URL(
    text(await session.call('get', `/oauth2-credential/auth?id=${encodeURIComponent(id)}`)) ?? '',
  );
  const state = sentTo.searchParams.get('state') ?? '';
  const back = new URLSearchParams({ code, state, ...added });
  await session.call('get', `/oauth2-credential/callback?${back.toString()}`);
  return sentTo;
}
