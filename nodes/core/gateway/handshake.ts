import { isObject, type JsonObject } from '../event/json';
import type { Delivery } from './delivery';
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
