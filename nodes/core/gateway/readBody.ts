import { parseExactly } from '../event/exactJson';

/** How a delivery is written. */
export type Writing = 'json' | 'decimals' | 'form' | CharsetForm;

/** A form that says in one of its fields in which charset the others are written. */
export interface CharsetForm {
  readonly charsetIn: string;
}

/** A delivery's bytes as the value they are written as; `undefined` where they are not. */
export function readBody(bytes: Buffer, written: Writing = 'json'): unknown {
  if (written === 'json') return parseJson(bytes, JSON.parse);
  if (written === 'decimals') return parseJson(bytes, parseExactly);
  return parseForm(bytes, written === 'form' ? undefined : written.charsetIn);
}

/** A byte-order mark is legal before signed JSON, though JSON.parse knows none. */
function parseJson(bytes: Buffer, parse: (json: string) => unknown): unknown {
  const text = bytes.toString('utf8');
  try {
    return parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

/** Which of two fields of the same name counts is for the reader to choose, and so for a forger. */
function parseForm(
  bytes: Buffer,
  charsetIn: string | undefined,
): Readonly<Record<string, string>> | undefined {
  const pairs = new Map<string, Buffer>();
  for (const pair of bytes.toString('latin1').split('&')) {
    if (pair === '') continue;
    const equals = pair.includes('=') ? pair.indexOf('=') : pair.length;
    const name = unescape(pair.slice(0, equals)).toString('latin1');
    if (pairs.has(name)) return undefined;
    pairs.set(name, unescape(pair.slice(equals + 1)));
  }
  const decode = decoderFor(pairs.get(charsetIn ?? '')?.toString());
  const fields = new Map<string, string>();
  for (const [name, value] of pairs) {
    const key = decode(Buffer.from(name, 'latin1'));
    if (fields.has(key)) return undefined;
    fields.set(key, decode(value));
  }
  return fields.size === 0 ? undefined : Object.fromEntries(fields);
}

const unescape = (written: string): Buffer =>
  Buffer.from(
    written
      .replaceAll('+', ' ')
      .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Where a form does not say how it is encoded, what cannot be UTF-8 is Latin-1, as older gateways write it. */
function decoderFor(charset: string | undefined): (bytes: Buffer) => string {
  try {
    if (charset !== undefined) {
      const decoder = new TextDecoder(charset);
      return (bytes) => decoder.decode(bytes);
    }
  } catch {
    // A name that nobody knows says nothing.
  }
  return (bytes) => {
    try {
      return UTF8.decode(bytes);
    } catch {
      return bytes.toString('latin1');
    }
  };
}
