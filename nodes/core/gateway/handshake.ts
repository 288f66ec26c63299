import type { JsonObject } from '../event/json';
import { isObject } from '../event/json';
import { logText } from '../event/logText';
import type { Delivery } from './delivery';
import type { Refusable } from './noteRefusal';
import { readBody } from './readBody';

/** How a gateway finds out, before it delivers anything, whether somebody is at an address. */
export type Handshake = HeadHandshake | BodyHandshake;

/** By a HEAD request. */
interface HeadHandshake {
  readonly by: 'head';
}

/** By a code that it posts, unsigned, and that the owner has to copy back to it. */
interface BodyHandshake {
  readonly by: 'body';
  /** The code, where the body is a handshake and nothing else. Pure and total. */
  readonly code: (body: JsonObject) => string | undefined;
}

/** Whoever greets has little to say. What is longer is not even read, since nobody has proved anything. */
const MOST_BYTES = 1024;

/** The code that a delivery brings, if it is a handshake. */
export function codeIn(
  handshake: Handshake | undefined,
  { rawBody }: Pick<Delivery, 'rawBody'>,
): string | undefined {
  if (handshake?.by !== 'body' || rawBody.length > MOST_BYTES) return undefined;
  const body = readBody(rawBody);
  return isObject(body) ? handshake.code(body) : undefined;
}

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
    log('handshake_not_kept', { gateway: adapter.id, endpoint, why: String(error) });
  }
}
