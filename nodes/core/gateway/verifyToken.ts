import { createHash, timingSafeEqual } from 'node:crypto';
import type { Delivery, Verdict } from './delivery';
import { refuse } from './refuse';
import type { TokenSignature } from './signature';
import { headerValues } from './signatureHeader';

/** Whether a delivery brings one of the secrets in its header. Fails closed, never throws. */
export function verifyToken(
  { header }: TokenSignature,
  { headers }: Pick<Delivery, 'headers'>,
  keys: readonly string[],
): Verdict {
  const usable = keys.filter((key) => key !== '');
  if (usable.length === 0) return refuse('no_secret');
  const [value, ...others] = headerValues(headers, header);
  if (value === undefined) return refuse('missing_header');
  // Which of two headers counts is for the reader to choose, and so for a forger.
  if (others.length > 0) return refuse('unreadable_signature');
  const claimed = hash(value);
  return usable.some((key) => timingSafeEqual(hash(key), claimed))
    ? { ok: true }
    : refuse('bad_signature');
}

/** Of one length, whatever was sent: comparing tells nothing of the secret, its length neither. */
const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
