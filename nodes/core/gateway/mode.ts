import type { GatewayAdapter } from './adapter';
import type { Delivery } from './delivery';
import { headerValues } from './signatureHeader';

/** Another way in which a gateway delivers to the same address, mostly an older one. Each is proved by itself. */
export interface Mode extends Pick<GatewayAdapter, 'signature' | 'split'> {
  /**
   * What tells such a delivery from others: a header, lower case, and what it begins with, or a word that the owner
   * adds to the address at the gateway, as in `…/webhook?recurring`.
   */
  readonly toldBy:
    { readonly header: string; readonly begins: string } | { readonly query: string };
  readonly body: NonNullable<GatewayAdapter['body']>;
  /** Event types that come in this way only: no endpoint is asked for them. */
  readonly types: readonly string[];
}

/** The gateway as it delivers this time. A forger may choose the way, and has to prove what that way proves. */
export function inMode(
  adapter: GatewayAdapter,
  delivery: Pick<Delivery, 'headers' | 'query'>,
): GatewayAdapter {
  const mode = adapter.modes?.find(({ toldBy }) => isTold(toldBy, delivery));
  if (!mode) return adapter;
  const { signature, split, body } = mode;
  return { ...adapter, signature, split, body };
}

function isTold(
  toldBy: Mode['toldBy'],
  { headers, query }: Pick<Delivery, 'headers' | 'query'>,
): boolean {
  if ('query' in toldBy) return new URLSearchParams(query).has(toldBy.query);
  const { header, begins } = toldBy;
  return headerValues(headers, header).some((value) => value.toLowerCase().startsWith(begins));
}
