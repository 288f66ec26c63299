/** Reading JSON that somebody else wrote: every accessor answers `undefined` rather than throw. */

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const EMPTY: JsonObject = Object.freeze({});

/** The object at `value`, or an empty one. */
export const object = (value: unknown): JsonObject => (isObject(value) ? value : EMPTY);

export const isEmpty = (one: JsonObject): boolean => {
  for (const _ in one) return false;
  return true;
};

/** The non-empty string at `value`. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The whole number at `value`. */
export const integer = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;

const isList = (value: unknown): value is readonly Json[] => Array.isArray(value);

/** The list at `value`, or an empty one. */
export const list = (value: unknown): readonly Json[] => (isList(value) ? value : []);
