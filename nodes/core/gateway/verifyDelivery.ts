import type { Credential, Http } from './adapter';
import type { Delivery, VerifiedDelivery } from './delivery';
import { inMode } from './mode';
import { openDelivery } from './openDelivery';
import { gatewayOf } from './registry';

/** What a gateway whose proof takes a call of its own is handed. No present one needs it. */
export interface VerificationIo {
  readonly http?: Http;
}

/** Verifies one delivery with a gateway's credential and cuts it into raw events. */
export const verifyDelivery: (
  gateway: string,
  delivery: Delivery,
  credential: Credential,
  io?: VerificationIo,
) => Promise<VerifiedDelivery> = async (gateway, delivery, credential) => {
  const adapter = inMode(gatewayOf(gateway), delivery);
  const keys = adapter.signature.keys(credential);
  return openDelivery(adapter, delivery, keys, adapter.login?.(credential));
};
