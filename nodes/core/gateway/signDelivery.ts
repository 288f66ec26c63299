import { hmacOf } from './hmac';
import type { SignatureRow } from './signature';

/** Writes the header that `verifySignature` reads: for sample events, and for trying things out. */
export function signDelivery(
  row: SignatureRow,
  delivery: { readonly url: string; readonly rawBody: Buffer; readonly seconds: number },
  key: string,
): readonly [name: string, value: string] {
  const { url, rawBody, seconds } = delivery;
  const signed = { url, rawBody, timestamp: String(seconds) };
  const digest = hmacOf(row, Buffer.from(key, row.keyEncoding), signed).digest(row.digestEncoding);
  return [row.header, writeClaim(row.format, seconds, digest)];
}

function writeClaim(format: SignatureRow['format'], seconds: number, digest: string): string {
  switch (format.style) {
    case 'plain':
      return digest;
    case 'prefixed':
      return format.prefix + digest;
    case 'pairs':
      return `${format.timestamp}=${seconds},${format.digest}=${digest}`;
  }
}
