import type { Delivery } from './delivery';
import type { SignatureRow } from './signature';

/** What a signature header claims: when it was signed, and the digests any of which may match. */
export interface SignatureHeader {
  /** As written, since these very characters were signed. Empty where the format has none. */
  readonly timestamp: string;
  readonly digests: readonly string[];
}

/** Every value under a header name, whatever its case. */
export function headerValues(headers: Delivery['headers'], name: string): readonly string[] {
  const values: string[] = [];
  for (const [key, value] of headers) {
    if (key.length === name.length && key.toLowerCase() === name) values.push(value);
  }
  return values;
}

/** Reads a header value in the row's format; `undefined` where it is not written so. */
export function readSignatureHeader(
  format: SignatureRow['format'],
  value: string,
): SignatureHeader | undefined {
  switch (format.style) {
    case 'plain':
      return { timestamp: '', digests: [value] };
    case 'prefixed':
      return value.startsWith(format.prefix)
        ? { timestamp: '', digests: [value.slice(format.prefix.length)] }
        : undefined;
    case 'pairs':
      return readPairs(value, format.timestamp, format.digest);
  }
}

// Digits of ASCII only: `abc`, `1e9`, `-1` or `１` would otherwise turn into a clock that no check holds.
const SECONDS = /^[0-9]+$/;

function readPairs(
  value: string,
  timestampName: string,
  digestName: string,
): SignatureHeader | undefined {
  let timestamp: string | undefined;
  const digests: string[] = [];
  for (const pair of value.split(',')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals);
    if (name === digestName) digests.push(pair.slice(equals + 1));
    else if (name === timestampName) {
      if (timestamp !== undefined) return undefined;
      timestamp = pair.slice(equals + 1);
    }
  }
  return timestamp !== undefined && SECONDS.test(timestamp) ? { timestamp, digests } : undefined;
}
