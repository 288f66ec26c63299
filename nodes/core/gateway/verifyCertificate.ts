import { verify } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { instantOf } from '../event/reading';
import type { CertificateSignature, Claim } from './callSignature';
import type { Delivery, Rejection, Verdict } from './delivery';
import { decode } from './digests';
import type { Evidence } from './evidence';
import { refuse } from './refuse';
import { headerValues } from './signatureHeader';

/** Whether the key of the gateway's certificate signed a delivery, lately, for one of our endpoints. Fails closed. */
export function verifyCertificate(
  row: CertificateSignature,
  delivery: Delivery,
  keys: readonly string[],
  evidence: Evidence | undefined,
): Verdict {
  const reading = readClaim(row, delivery, keys);
  if (!reading.ok) return reading;
  if (!evidence) return refuse('certificate_unavailable');
  if (!evidence.ok) return evidence;
  const { claim } = reading;
  const { certificate } = evidence;
  // Without a certificate the gateway itself has checked it.
  if (certificate) {
    const { address, publicKey } = certificate;
    if (address !== claim.certificate) return refuse('untrusted_certificate');
    const signature = Buffer.from(claim.signature, 'base64');
    const algorithm = row.algorithms[claim.algorithm];
    const isSigned = keys.some((key) =>
      verify(algorithm, messageOf(row, claim, key, delivery.rawBody), publicKey, signature),
    );
    if (!isSigned) return refuse('bad_signature');
  }
  return checkClock(row, claim, delivery.receivedAt);
}

export type ClaimReading = { readonly ok: true; readonly claim: Claim } | Rejection;

/** What the headers claim, where it is complete and could be true: only then a call is worth its while. */
export function readClaim(
  row: CertificateSignature,
  { headers }: Pick<Delivery, 'headers'>,
  keys: readonly string[],
): ClaimReading {
  if (!keys.some((key) => key !== '')) return refuse('no_secret');
  const found = Object.values(row.headers).map((name) => headerValues(headers, name));
  if (found.some(({ length }) => length === 0)) return refuse('missing_header');
  // Which of two headers counts is for the reader to choose, and so for a forger.
  if (found.some(({ length }) => length > 1)) return refuse('unreadable_signature');
  const value = (part: keyof Claim): string => headerValues(headers, row.headers[part]).join('');
  const claim: Claim = {
    id: value('id'),
    time: value('time'),
    signature: value('signature'),
    algorithm: value('algorithm'),
    certificate: value('certificate'),
  };
  const isReadable =
    Object.hasOwn(row.algorithms, claim.algorithm) &&
    decode('base64', claim.signature) !== undefined &&
    instantOf(claim.time) !== undefined &&
    // What was signed must not be cut into other parts than it was made of.
    !claim.id.includes(row.separator);
  return isReadable ? { ok: true, claim } : refuse('unreadable_signature');
}

/** The text that the gateway signs. */
export const messageOf = (
  { message, separator }: Pick<CertificateSignature, 'message' | 'separator'>,
  claim: Claim,
  key: string,
  rawBody: Buffer,
): Buffer => {
  const parts = { ...claim, key, crc32: String(crc32(rawBody)) };
  return Buffer.from(message.map((part) => parts[part]).join(separator));
};

function checkClock(row: CertificateSignature, { time }: Claim, receivedAt: string): Verdict {
  const age = Math.floor((Date.parse(receivedAt) - Date.parse(time)) / 1000);
  if (age < -row.tolerance.future) return refuse('future_clock');
  return age > row.tolerance.past ? refuse('stale_clock') : { ok: true };
}
