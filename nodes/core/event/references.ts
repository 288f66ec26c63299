import { text } from './json';
import type { Reference } from './paymentEvent';
import type { ReferenceType } from './taxonomy';

/** The names under which a case is known, each once, without those that the gateway does not give. */
export const references = (
  ...named: readonly (readonly [type: ReferenceType, value: unknown])[]
): readonly Reference[] => distinct(named.map(([type, value]) => reference(type, value)));

export function reference(type: ReferenceType, given: unknown): Reference | undefined {
  const value = text(given);
  return value === undefined ? undefined : { type, value };
}

/** Each name once, in the order in which they came. */
export function distinct(found: readonly (Reference | undefined)[]): readonly Reference[] {
  const names: Reference[] = [];
  for (const one of found) {
    if (!one) continue;
    if (names.some(({ type, value }) => type === one.type && value === one.value)) continue;
    names.push(one);
  }
  return names;
}

/** Numbers of up to four digits are a check's, a table's or a ticket's, and come back. */
export const recurs = (number: string): boolean => /^\d{1,4}$/.test(number);
