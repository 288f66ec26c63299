import { text } from '../core/event/json';
import type { Reference } from '../core/event/paymentEvent';
import type { ReferenceType } from '../core/event/taxonomy';

/** The names under which a case is known, without those that QuickBooks does not give. */
export const references = (
  ...named: readonly (readonly [type: ReferenceType, value: unknown])[]
): readonly Reference[] =>
  named.flatMap(([type, given]) => {
    const value = text(given);
    return value === undefined ? [] : [{ type, value }];
  });
