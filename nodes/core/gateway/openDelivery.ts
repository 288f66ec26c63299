import type { GatewayAdapter } from './adapter';
import type { Delivery, VerifiedDelivery, Verdict } from './delivery';
import type { Evidence } from './evidence';
import { bringsLogin, type Login } from './login';
import { signedForAnotherAddress } from './otherAddress';
import { readBody } from './readBody';
import { refuse } from './refuse';
import type { FieldSignature, Signature, SignatureRow } from './signature';
import { verifyCertificate } from './verifyCertificate';
import { verifyFields } from './verifyFields';
import { verifyPostBack } from './verifyPostBack';
import { verifySignature } from './verifySignature';
import { verifyToken } from './verifyToken';

/**
 * From bytes to raw events: size, login, signature, reading, split, in this order. Nothing unsigned is ever parsed, but
 * where the proof stands in the body itself. A proof that takes calls is judged by the evidence that they gave.
 */
export function openDelivery(
  adapter: GatewayAdapter,
  delivery: Delivery,
  keys: readonly string[],
  login?: Login,
  evidence?: Evidence,
): VerifiedDelivery {
  if (delivery.rawBody.length > adapter.maxBytes) return refuse('too_large');
  if (login && !bringsLogin(delivery, login)) return refuse('wrong_login');
  const { signature } = adapter;
  if (signature.over === 'fields') return openFields(adapter, signature, delivery, keys);
  const verdict = verdictOf(adapter, signature, delivery, keys, evidence);
  if (!verdict.ok) return verdict;
  const body = readBody(delivery.rawBody, adapter.body);
  const split = body === undefined ? undefined : adapter.split(body, delivery.receivedAt);
  return split ? { ok: true, ...split } : refuse('malformed');
}

function verdictOf(
  adapter: GatewayAdapter,
  row: Exclude<Signature, FieldSignature>,
  delivery: Delivery,
  keys: readonly string[],
  evidence: Evidence | undefined,
): Verdict {
  switch (row.over) {
    case 'token':
      return verifyToken(row, delivery, keys);
    case 'certificate':
      return verifyCertificate(row, delivery, keys, evidence);
    case 'post-back':
      return verifyPostBack(row, readBody(delivery.rawBody, adapter.body), keys, evidence);
    default:
      return explained(verifySignature(row, delivery, keys), row, delivery, keys);
  }
}

const explained = (
  verdict: Verdict,
  signature: SignatureRow,
  delivery: Delivery,
  keys: readonly string[],
): Verdict =>
  !verdict.ok && verdict.reason === 'bad_signature'
    ? (signedForAnotherAddress(signature, delivery, keys) ?? verdict)
    : verdict;

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
