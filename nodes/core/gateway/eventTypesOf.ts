import type { EventType } from '../event/taxonomy';
import type { GatewayAdapter } from './adapter';

/** What each of a gateway's events can become, from the table that says how it is read. */
export const eventTypesOf = (
  table: Readonly<Record<string, { readonly becomes: readonly EventType[] }>>,
): GatewayAdapter['eventTypes'] =>
  Object.fromEntries(Object.entries(table).map(([type, { becomes }]) => [type, becomes]));
