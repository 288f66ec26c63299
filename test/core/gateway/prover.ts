import { generateKeyPairSync, sign } from 'node:crypto';
import type { CertificateSignature, Claim } from '../../../nodes/core/gateway/callSignature';
import type { Evidence } from '../../../nodes/core/gateway/evidence';
import { signedDelivery, type SignedDelivery } from '../../../nodes/core/gateway/signDelivery';
import type { Signature } from '../../../nodes/core/gateway/signature';
import { messageOf } from '../../../nodes/core/gateway/verifyCertificate';

/** Whoever can make deliveries that verify, and what calls bring to light about them. */
export interface Prover {
  readonly sign: (
    delivery: { readonly url: string; readonly rawBody: Buffer; readonly seconds: number },
    key: string,
  ) => SignedDelivery;
  readonly evidence?: Evidence;
  /** A key, as it is written where this is proved. */
  readonly keyNamed: (name: string) => string;
  /** How far its clock may be off, in seconds, where it has one. */
  readonly tolerance?: { readonly past: number; readonly future: number };
}

export function proverOf(row: Signature): Prover {
  if (row.over === 'certificate') return certifying(row);
  if (row.over === 'post-back') throw new Error('Only the gateway itself can prove this');
  const tolerance = row.over === undefined ? row.tolerance : undefined;
  return {
    sign: (delivery, key) => signedDelivery(row, delivery, key),
    keyNamed: (name) => keyNamed(name, row),
    ...(tolerance === undefined ? {} : { tolerance: { past: tolerance, future: tolerance } }),
  };
}

/** A key, as it is written for a row. */
export const keyNamed = (name: string, row: Signature): string =>
  !('keyEncoding' in row) || row.keyEncoding === 'utf8'
    ? `whsec_${name}`
    : Buffer.from(name).toString(row.keyEncoding);

const CERTIFICATE = 'https://gateway.example/certificates/1';

function certifying(row: CertificateSignature): Prover {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const [algorithm = '', forNode] = Object.entries(row.algorithms)[0] ?? [];
  return {
    sign: ({ rawBody, seconds }, key) => {
      const claim: Claim = {
        id: 'transmission-1',
        time: new Date(seconds * 1000).toISOString(),
        signature: '',
        algorithm,
        certificate: CERTIFICATE,
      };
      const signature = sign(forNode, messageOf(row, claim, key, rawBody), privateKey);
      const written = { ...claim, signature: signature.toString('base64') };
      return { headers: headersOf(row, written), rawBody };
    },
    evidence: { ok: true, certificate: { address: CERTIFICATE, publicKey } },
    keyNamed: (name) => keyNamed(name, row),
    tolerance: row.tolerance,
  };
}

/** The headers that a claim stands in. */
export const headersOf = (
  { headers }: Pick<CertificateSignature, 'headers'>,
  claim: Claim,
): SignedDelivery['headers'] => [
  [headers.id, claim.id],
  [headers.time, claim.time],
  [headers.signature, claim.signature],
  [headers.algorithm, claim.algorithm],
  [headers.certificate, claim.certificate],
];
