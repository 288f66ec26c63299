import type { GatewayAdapter } from './adapter';
import type { Delivery, Rejection, VerifiedDelivery } from './delivery';
import { bringsLogin, type Login } from './login';
import { signedForAnotherAddress } from './otherAddress';
import { readBody } from './readBody';
import { refuse } from './refuse';
import type { FieldSignature, SignatureRow } from './signature';
import { verifyFields } from './verifyFields';
import { verifySignature } from './verifySignature';

/**
 * From bytes to raw events: size, login, signature, reading, split, in this order. Nothing unsigned is ever parsed, but
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
  const body = readBody(delivery.rawBody, adapter.body);
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
  const verified = verifyFields(row, readBody(rawBody, adapter.body), keys);
  if (!verified.ok) return verified;
  const { body, kept, rejected } = verified;
  const split = adapter.split(body, receivedAt);
  if (!split) return refuse('malformed');
  const odd = split.rejected.map(({ index, reason }) => ({ index: kept[index] ?? index, reason }));
  return { ok: true, events: split.events, rejected: [...rejected, ...odd] };
}
