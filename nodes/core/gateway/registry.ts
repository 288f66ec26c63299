import { adyen } from '../../Adyen/adyen.adapter';
import { authorizenet } from '../../AuthorizeNet/authorizenet.adapter';
import { fiserv } from '../../Fiserv/fiserv.adapter';
import { clover } from '../../Clover/clover.adapter';
import { goCardless } from '../../GoCardless/goCardless.adapter';
import { mindbody } from '../../Mindbody/mindbody.adapter';
import { quickbooks } from '../../QuickBooks/quickbooks.adapter';
import { paypal } from '../../PayPal/paypal.adapter';
import { square } from '../../Square/square.adapter';
import { stripe } from '../../Stripe/stripe.adapter';
import { toast } from '../../Toast/toast.adapter';
import type { GatewayAdapter } from './adapter';

/** Every gateway of the pack: the one place that names them, one line each. */
export const GATEWAYS: readonly GatewayAdapter[] = [
  stripe,
  square,
  goCardless,
  authorizenet,
  adyen,
  quickbooks,
  paypal,
  toast,
  fiserv,
  clover,
  mindbody,
];

export const gatewayIds = GATEWAYS.map(({ id }) => id);

/** `undefined` for a gateway that only the operator knows. */
export const knownGateway = (id: string): GatewayAdapter | undefined =>
  GATEWAYS.find((candidate) => candidate.id === id);

/** Raises for a name that is no gateway: that is the caller's slip, not the sender's. */
export function gatewayOf(id: string): GatewayAdapter {
  const gateway = knownGateway(id);
  if (gateway) return gateway;
  throw new Error(`There is no gateway "${id}". Known gateways: ${gatewayIds.join(', ')}`);
}
