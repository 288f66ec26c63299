import type { Credential } from './credential';
import { sharedCertificates, type Certificates } from './certificates';
import type { Delivery, VerifiedDelivery } from './delivery';
import { evidenceFor, type VerificationIo } from './evidence';
import { inMode } from './mode';
import { openDelivery } from './openDelivery';
import { gatewayOf } from './registry';

/** The calls that a proof may take; without them, a delivery that needs some is `unavailable`. */
export type Calls = Omit<VerificationIo, 'certificates'> & { readonly certificates?: Certificates };

/** Verifies one delivery with a gateway's credential and cuts it into raw events. */
export async function verifyDelivery(
  gateway: string,
  delivery: Delivery,
  credential: Credential,
  calls?: Calls,
): Promise<VerifiedDelivery> {
  const adapter = inMode(gatewayOf(gateway), delivery);
  const keys = adapter.signature.keys(credential);
  const io = calls && { certificates: sharedCertificates, ...calls };
  const evidence = io && (await evidenceFor(adapter, delivery, keys, credential, io));
  return openDelivery(adapter, delivery, keys, adapter.login?.(credential), evidence);
}
