import type { HmacRow } from './signature';

/** Keys and digests from the texts that credentials and deliveries hold. What cannot be read is left out. */

export type Key = string | Buffer;

export const readKeys = ({ keyEncoding }: HmacRow, keys: readonly string[]): readonly Key[] =>
  readable(keys, (key) => decodeKey(keyEncoding, key));

export const readDigests = (row: HmacRow, texts: readonly string[]): readonly Buffer[] =>
  readable(texts, (text) => decodeDigest(row, text));

const DIGEST_BYTES = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 } as const;

/** What can be decoded. A loop, since this runs for every delivery and flatMap takes five times as long. */
function readable<T>(
  texts: readonly string[],
  decodeOne: (text: string) => T | undefined,
): readonly T[] {
  const found: T[] = [];
  for (const text of texts) {
    const decoded = decodeOne(text);
    if (decoded !== undefined) found.push(decoded);
  }
  return found;
}

const HEX = /^(?:[0-9a-f]{2})+$/i;

/** `undefined` for a key that is empty or not in its encoding: Node would read it as an empty key, known to all. */
function decodeKey(encoding: HmacRow['keyEncoding'], key: string): Key | undefined {
  if (key === '') return undefined;
  return encoding === 'utf8' ? key : decode(encoding, key);
}

function decodeDigest(row: HmacRow, text: string): Buffer | undefined {
  const digest = decode(row.digestEncoding, text);
  return digest?.length === DIGEST_BYTES[row.algorithm] ? digest : undefined;
}

/** Node's decoders skip what they cannot read, or read `İ` as `0`; this one refuses it. */
export function decode(encoding: 'hex' | 'base64', text: string): Buffer | undefined {
  if (encoding === 'hex') return HEX.test(text) ? Buffer.from(text, 'hex') : undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : undefined;
}
