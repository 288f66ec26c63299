/** The text of one field of a JSON object, exactly as it was written, found without reading the rest. */

interface Span {
  readonly from: number;
  readonly to: number;
}

const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];
const OPENING: readonly unknown[] = [0x7b, 0x5b];
const CLOSING: readonly unknown[] = [0x7d, 0x5d];
const BLANK: readonly unknown[] = [0x20, 0x09, 0x0a, 0x0d];

/** What stands between the quotes of the object's own field; `undefined` where there is no such text. */
export function fieldText(json: Buffer, name: string): string | undefined {
  const span = spanOf(json, name);
  return span && json.toString('utf8', span.from, span.to);
}

/** The same bytes with another text in its place; unchanged where there is no such field. */
export function withFieldText(json: Buffer, name: string, put: string): Buffer {
  const span = spanOf(json, name);
  return span
    ? Buffer.concat([json.subarray(0, span.from), Buffer.from(put), json.subarray(span.to)])
    : json;
}

/**
 * One pass over the bytes, since this runs before anybody knows who sent them: nothing is built, and nothing is read
 * twice. A field of the same name deeper inside is another field.
 */
function spanOf(json: Buffer, name: string): Span | undefined {
  const wanted = Buffer.from(JSON.stringify(name));
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at];
    if (OPENING.includes(byte)) depth += 1;
    else if (CLOSING.includes(byte)) depth -= 1;
    else if (byte === QUOTE) {
      const end = endOfText(json, at);
      const colon = pastBlanks(json, end);
      const isWanted =
        depth === 1 && json[colon] === COLON && wanted.equals(json.subarray(at, end));
      if (isWanted) return textAt(json, pastBlanks(json, colon + 1));
      at = end - 1;
    }
  }
  return undefined;
}

function textAt(json: Buffer, at: number): Span | undefined {
  if (json[at] !== QUOTE) return undefined;
  const to = endOfText(json, at) - 1;
  return json[to] === QUOTE ? { from: at + 1, to } : undefined;
}

/** Just after the quote that ends the text which begins at `at`. */
function endOfText(json: Buffer, at: number): number {
  let end = at + 1;
  while (end < json.length && json[end] !== QUOTE) end += json[end] === BACKSLASH ? 2 : 1;
  return end + 1;
}

function pastBlanks(json: Buffer, at: number): number {
  let next = at;
  while (BLANK.includes(json[next])) next += 1;
  return next;
}
