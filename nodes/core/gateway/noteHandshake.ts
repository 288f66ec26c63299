import { messageOf } from '../event/messageOf';
import { logText } from '../event/logText';
import type { Refusable } from './noteRefusal';

interface Greeted extends Refusable {
  readonly adapter: { readonly id: string; readonly title: string };
}

/** Keeps the code for the owner, one for each endpoint, and logs it. Never raises. */
export async function noteHandshake(
  { adapter, endpoint, delivery, ledger, log }: Greeted,
  code: string,
): Promise<void> {
  log('handshake_received', {
    gateway: adapter.id,
    endpoint,
    why: `${adapter.title} sent the verification code ${logText(code)}. Enter it at ${adapter.title}.`,
  });
  try {
    await (await ledger()).keepHandshake({ endpoint, code, at: delivery.receivedAt });
  } catch (error) {
    log('handshake_not_kept', { gateway: adapter.id, endpoint, why: messageOf(error) });
  }
}
