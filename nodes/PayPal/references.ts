import { text } from '../core/event/json';
import { recurs } from '../core/event/references';
import type { ReferenceType } from '../core/event/taxonomy';
import type { NormalizeContext } from '../core/gateway/context';

type Named = readonly (readonly [type: ReferenceType, value: unknown])[];

/** Your own number names one payment, which is tried until it is paid, unless the credential says otherwise. */
export function ownNumber(
  number: unknown,
  { reference }: Pick<NormalizeContext, 'reference'>,
): Named {
  const value = text(number);
  if (value === undefined || recurs(value)) return [];
  return [[reference === 'order' ? 'order' : 'invoice', value]];
}

/** Who takes money back or returns it does not name the dispute: what all its messages share is the payment. */
export const disputeNames = (id: unknown, payment: unknown): Named => [
  ['dispute', id],
  ['dispute', payment],
  ['payment', payment],
];
