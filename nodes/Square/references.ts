import { text } from '../core/event/json';
import type { Reference } from '../core/event/paymentEvent';
import type { ReferenceType } from '../core/event/taxonomy';

/** The names under which a case is known, without those that Square does not give. */
export const references = (
  ...named: readonly (readonly [type: ReferenceType, value: unknown])[]
): readonly Reference[] => {
  const found: Reference[] = [];
  for (const [type, given] of named) {
    const value = text(given);
    if (value === undefined) continue;
    if (!found.some((one) => one.type === type && one.value === value)) found.push({ type, value });
  }
  return found;
};
