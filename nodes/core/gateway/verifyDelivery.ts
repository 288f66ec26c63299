import type { Credential, Http } from './adapter';
import type { Delivery, VerifiedDelivery } from './delivery';
import { openDelivery } from './openDelivery';
import { gatewayOf } from './registry';

/** What a gateway whose proof takes a call of its own is handed. No present one needs it. */
export interface VerificationIo {
  readonly http?: Http;
}

/** Verifies one delivery with a gateway's credential and cuts it into raw events. */
export async function verifyDelivery(
  gateway: string,
  delivery: Delivery,
  credential: Credential,
  _io: VerificationIo = {},
): Promise<VerifiedDelivery> {
  const adapter = gatewayOf(gateway);
  return openDelivery(adapter, delivery, adapter.signature.keys(credential));
}
