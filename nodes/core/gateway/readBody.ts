import { parseExactly } from '../event/exactJson';
import type { GatewayAdapter } from './adapter';

/** A delivery's bytes as the value they are written as; `undefined` where they are not. */
export const readBody = (bytes: Buffer, written: GatewayAdapter['body'] = 'json'): unknown =>
  written === 'form'
    ? parseForm(bytes)
    : parseJson(bytes, written === 'decimals' ? parseExactly : JSON.parse);

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
function parseForm(bytes: Buffer): Readonly<Record<string, string>> | undefined {
  const fields = new Map<string, string>();
  for (const pair of bytes.toString('latin1').split('&')) {
    if (pair === '') continue;
    const equals = pair.includes('=') ? pair.indexOf('=') : pair.length;
    const name = unescape(pair.slice(0, equals));
    if (fields.has(name)) return undefined;
    fields.set(name, unescape(pair.slice(equals + 1)));
  }
  return fields.size === 0 ? undefined : Object.fromEntries(fields);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Forms do not say how they are encoded: what cannot be UTF-8 is Latin-1, as older gateways write it. */
function unescape(written: string): string {
  const bytes = Buffer.from(
    written
      .replaceAll('+', ' ')
      .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
  try {
    return UTF8.decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}
