import type { GatewayAdapter } from './adapter';
import type { Delivery } from './delivery';
import { headerValues } from './signatureHeader';

/** Another way in which a gateway delivers to the same address, mostly an older one. Each is proved by itself. */
export interface Mode extends Pick<GatewayAdapter, 'signature' | 'split'> {
  /** The header that tells such a delivery from others, lower case, and what it begins with. */
  readonly toldBy: { readonly header: string; readonly begins: string };
  readonly body: NonNullable<GatewayAdapter['body']>;
  /** Event types that come in this way only: no endpoint is asked for them. */
  readonly types: readonly string[];
}

/** The gateway as it delivers this time. A forger may choose the way, and has to prove what that way proves. */
export function inMode(
  adapter: GatewayAdapter,
  { headers }: Pick<Delivery, 'headers'>,
): GatewayAdapter {
  const mode = adapter.modes?.find(({ toldBy: { header, begins } }) =>
    headerValues(headers, header).some((value) => value.toLowerCase().startsWith(begins)),
  );
  if (!mode) return adapter;
  const { signature, split, body } = mode;
  return { ...adapter, signature, split, body };
}
