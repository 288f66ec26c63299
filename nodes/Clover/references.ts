import type { Reference } from '../core/event/paymentEvent';
import { orderIdOf, type Evidence } from './evidence';
import type { Told } from './told';

/** The names under which a case is known. Invoice numbers of your own are not among them: tills begin them anew. */
export const referencesOf = (
  { checkout, takingBack }: Told,
  evidence: Evidence,
): readonly Reference[] =>
  (
    [
      ['payment', evidence.id],
      ['order', orderIdOf(evidence)],
      ['checkout', checkout],
      ['refund', takingBack],
    ] as const
  ).flatMap(([type, value]) => (value === undefined ? [] : [{ type, value }]));
