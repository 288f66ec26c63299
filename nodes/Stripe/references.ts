import type { JsonObject } from '../core/event/json';
import type { Reference } from '../core/event/paymentEvent';
import type { ReferenceType } from '../core/event/taxonomy';
import { meta } from './metadata';
import { idOf } from './objects';

/** What each of Stripe's objects is called, and where it points to others of the same case. */
const OBJECTS: ReadonlyMap<unknown, ReferenceType> = new Map([
  ['payment_intent', 'payment'],
  ['charge', 'charge'],
  ['invoice', 'invoice'],
  ['checkout.session', 'checkout'],
  ['setup_intent', 'setup'],
  ['refund', 'refund'],
  ['dispute', 'dispute'],
]);
const POINTERS: readonly (readonly [field: string, type: ReferenceType])[] = [
  ['payment_intent', 'payment'],
  ['charge', 'charge'],
  ['invoice', 'invoice'],
  ['latest_invoice', 'invoice'],
  ['setup_intent', 'setup'],
];

/**
 * The names that all these objects give the case, so that events which know different ones meet.
 * A subscription is not among them, nor is what its metadata say: they come back with each of its invoices.
 */
export function referencesOf(
  objects: readonly JsonObject[],
  charge: string | undefined,
): readonly Reference[] {
  const found: Reference[] = [];
  const add = (type: ReferenceType, value: string | undefined) => {
    if (value === undefined) return;
    for (const one of found) if (one.value === value && one.type === type) return;
    found.push({ type, value });
  };
  for (const one of objects) {
    const type = OBJECTS.get(one.object);
    if (type) add(type, idOf(one));
    for (const [field, pointed] of POINTERS) {
      const value = one[field];
      if (value !== undefined && value !== null) add(pointed, idOf(value));
    }
    if (one.object === 'subscription') continue;
    // A card that could not be saved owes nothing: it must not keep a bill open that is paid.
    if (one.object !== 'setup_intent') add('order', meta(one, 'order_id'));
    add('case', meta(one, 'payment_failure_case'));
  }
  add('charge', charge);
  return found;
}
