import type { Delivery } from '../gateway/delivery';

/** Whoever reads an execution's data must not be able to call us, or anybody else, in the gateway's name. */
const OPENS_DOORS = /auth|cookie|token|secret|password|passwd|api-?key/;

/** The headers of a delivery by their names in lower case, several of one name joined as HTTP joins them. RFC 9110, 5.3 */
export function deliveryHeaders({ headers }: Pick<Delivery, 'headers'>): Record<string, string> {
  const kept = new Map<string, string>();
  for (const [given, value] of headers) {
    const name = given.toLowerCase();
    if (OPENS_DOORS.test(name)) continue;
    const before = kept.get(name);
    kept.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(kept);
}
