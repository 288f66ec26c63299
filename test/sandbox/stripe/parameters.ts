import { list, text, type JsonObject } from '../../../nodes/core/event/json';
import { invalid, unknownParameter } from './refusal';

/** Stripe refuses what it does not know, so a misspelt parameter never passes in silence. */
export function onlyKnown(parameters: JsonObject, known: readonly string[]): void {
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownParameter(unknown);
}

export const texts = (value: unknown): readonly string[] =>
  list(value).flatMap((entry) => text(entry) ?? []);

export function wholeNumber(value: unknown, param: string, fallback: number): number {
  if (value === undefined) return fallback;
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw invalid(`Invalid integer: ${JSON.stringify(value)}`, {
    param,
    code: 'parameter_invalid_integer',
  });
}
