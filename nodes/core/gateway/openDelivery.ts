import type { GatewayAdapter } from './adapter';
import type { Delivery, Rejection, VerifiedDelivery } from './delivery';
import { bringsLogin, type Login } from './login';
import { signedForAnotherAddress } from './otherAddress';
import { refuse } from './refuse';
import type { FieldSignature, SignatureRow } from './signature';
import { verifyFields } from './verifyFields';
import { verifySignature } from './verifySignature';

/**
 * From bytes to raw events: size, login, signature, JSON, split, in this order. Nothing unsigned is ever parsed, but
 * where the signature stands in the body itself.
 */
export function openDelivery(
  adapter: GatewayAdapter,
  delivery: Delivery,
  keys: readonly string[],
  login?: Login,
): VerifiedDelivery {
  if (delivery.rawBody.length > adapter.maxBytes) return refuse('too_large');
  if (login && !bringsLogin(delivery, login)) return refuse('wrong_login');
  const { signature } = adapter;
  if (signature.over === 'fields') return openFields(adapter, signature, delivery, keys);
  const verdict = verifySignature(signature, delivery, keys);
  if (!verdict.ok) return explained(verdict, signature, delivery, keys);
  const body = parseJson(delivery.rawBody);
  const split = body === undefined ? undefined : adapter.split(body, delivery.receivedAt);
  return split ? { ok: true, ...split } : refuse('malformed');
}

const explained = (
  rejection: Rejection,
  signature: SignatureRow,
  delivery: Delivery,
  keys: readonly string[],
): Rejection =>
  rejection.reason === 'bad_signature'
    ? (signedForAnotherAddress(signature, delivery, keys) ?? rejection)
    : rejection;

/** The adapter never sees an item that did not verify. */
function openFields(
  adapter: GatewayAdapter,
  row: FieldSignature,
  { rawBody, receivedAt }: Delivery,
  keys: readonly string[],
): VerifiedDelivery {
  const verified = verifyFields(row, parseJson(rawBody), keys);
  if (!verified.ok) return verified;
  const { body, kept, rejected } = verified;
  const split = adapter.split(body, receivedAt);
  if (!split) return refuse('malformed');
  const odd = split.rejected.map(({ index, reason }) => ({ index: kept[index] ?? index, reason }));
  return { ok: true, events: split.events, rejected: [...rejected, ...odd] };
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
