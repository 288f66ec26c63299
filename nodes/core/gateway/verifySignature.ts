import { timingSafeEqual } from 'node:crypto';
import type { Delivery, Verdict } from './delivery';
import { readDigests, readKeys, type Key } from './digests';
import { hmacOf, type Signed } from './hmac';
import { refuse } from './refuse';
import type { SignatureRow } from './signature';
import { fieldText } from './fieldText';
import { headerValues, readSignatureHeader } from './signatureHeader';

const VERIFIED: Verdict = { ok: true };

/**
 * Whether a delivery was signed, lately, with one of the keys. Works on the exact bytes, fails closed, never throws.
 * Any signature may match any key, so that both sides can roll keys
 * (https://docs.stripe.com/webhooks#roll-endpoint-secrets).
 */
export function verifySignature(
  row: SignatureRow,
  delivery: Delivery,
  keys: readonly string[],
): Verdict {
  const usable = readKeys(row, keys);
  if (usable.length === 0) return refuse('no_secret');

  const [value, ...others] = headerValues(delivery.headers, row.header);
  if (value === undefined) return refuse('missing_header');
  // Which of two headers counts is for the reader to choose, and so for a forger.
  if (others.length > 0) return refuse('unreadable_signature');

  const claim = readSignatureHeader(row.format, value);
  if (!claim) return refuse('unreadable_signature');
  const digests = readDigests(row, claim.digests);
  if (digests.length === 0) return refuse('unreadable_signature');

  const { url, rawBody } = delivery;
  const { timestampField: field } = row;
  const timestamp = field === undefined ? claim.timestamp : (fieldText(rawBody, field) ?? '');
  const matches = usable.some((key) => {
    const expected = digestOf(row, key, { url, rawBody, timestamp });
    return digests.some((digest) => timingSafeEqual(digest, expected));
  });
  if (!matches) return refuse('bad_signature');
  if (field !== undefined && timestamp === '') return refuse('malformed');
  // Only now: what a forger writes as the time is not worth reporting.
  return row.tolerance === undefined
    ? VERIFIED
    : checkClock(
        row.tolerance,
        field === undefined ? Number(timestamp) : inSeconds(timestamp),
        delivery.receivedAt,
      );
}

/** By way of text: a tenth faster than the digest that Node hands out as bytes. */
const digestOf = (row: SignatureRow, key: Key, signed: Signed): Buffer =>
  Buffer.from(hmacOf(row, key, signed).digest('binary'), 'binary');

/** Written so that a clock which is not a number passes neither comparison. */
function checkClock(tolerance: number, signedAt: number, receivedAt: string): Verdict {
  const age = inSeconds(receivedAt) - signedAt;
  if (age < -tolerance) return refuse('future_clock');
  return age <= tolerance ? VERIFIED : refuse('stale_clock');
}

const inSeconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000);
