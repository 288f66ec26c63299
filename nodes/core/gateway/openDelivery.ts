import type { GatewayAdapter } from './adapter';
import type { Delivery, VerifiedDelivery } from './delivery';
import { refuse } from './refuse';
import { verifySignature } from './verifySignature';

/** From bytes to raw events: size, signature, JSON, split, in this order. Nothing unsigned is ever parsed. */
export function openDelivery(
  adapter: GatewayAdapter,
  delivery: Delivery,
  keys: readonly string[],
): VerifiedDelivery {
  if (delivery.rawBody.length > adapter.maxBytes) return refuse('too_large');
  const verdict = verifySignature(adapter.signature, delivery, keys);
  if (!verdict.ok) return verdict;
  const body = parseJson(delivery.rawBody);
  const split = body === undefined ? undefined : adapter.split(body, delivery.receivedAt);
  return split ? { ok: true, ...split } : refuse('malformed');
}

/** A byte-order mark is legal before signed JSON, though JSON.parse knows none. `undefined`: not JSON. */
function parseJson(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}
