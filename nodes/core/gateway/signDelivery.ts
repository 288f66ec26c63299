import { createHmac } from 'node:crypto';
import type { SignatureRow } from './signature';

/** Writes the header that `verifySignature` reads: for sample events, and for trying things out. */
export function signDelivery(
  row: SignatureRow,
  delivery: { readonly url: string; readonly rawBody: Buffer; readonly seconds: number },
  key: string,
): readonly [name: string, value: string] {
  const hmac = createHmac(row.algorithm, Buffer.from(key, row.keyEncoding));
  for (const piece of row.message) {
    switch (piece.part) {
      case 'body':
        hmac.update(delivery.rawBody);
        break;
      case 'timestamp':
        hmac.update(String(delivery.seconds));
        break;
      case 'url':
        hmac.update(delivery.url);
        break;
      case 'text':
        hmac.update(piece.text);
    }
  }
  return [row.header, writeClaim(row.format, delivery.seconds, hmac.digest(row.digestEncoding))];
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
