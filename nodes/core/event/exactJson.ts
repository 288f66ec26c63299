import { text } from './json';

/** JSON whose amounts are decimal numbers, read so that no amount is rounded on its way through a float. */

/** A double gives back any decimal of up to fifteen digits: https://en.cppreference.com/w/cpp/types/numeric_limits/digits10 */
const MORE_THAN_A_DOUBLE = 16;

/**
 * Numbers, where a double holds them; else the text that was written. Only where so many digits stand in a row is it
 * asked how numbers were written, which takes six times as long.
 */
export const parseExactly = (json: string): unknown =>
  hasLongNumber(json)
    ? JSON.parse(json, (_, value: unknown, written?: Written): unknown =>
        asWritten(value, written?.source),
      )
    : JSON.parse(json);

/** Whether so many digits and points stand in a row. Wherever that is, every sixteenth character is one of them. */
function hasLongNumber(json: string): boolean {
  for (let at = MORE_THAN_A_DOUBLE - 1; at < json.length; at += MORE_THAN_A_DOUBLE) {
    let [first, end] = [at, at];
    while (isDigitOrPoint(json.charCodeAt(end))) end += 1;
    if (end === at) continue;
    while (isDigitOrPoint(json.charCodeAt(first - 1))) first -= 1;
    if (end - first >= MORE_THAN_A_DOUBLE) return true;
  }
  return false;
}

const isDigitOrPoint = (code: number): boolean => code === 46 || (code >= 48 && code <= 57);

/** What a reviver is told of a value: https://tc39.es/proposal-json-parse-with-source */
interface Written {
  readonly source?: string;
}

/** Before Node 21 nobody says how a number was written. */
export const asWritten = (value: unknown, source: string | undefined): unknown =>
  typeof value === 'number' && source !== undefined && String(value) !== source ? source : value;

/** A decimal amount as its source wrote it, but for noughts at its end. */
export const decimalText = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(value) : text(value);
