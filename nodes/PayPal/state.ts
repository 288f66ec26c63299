import type { Reference } from '../core/event/paymentEvent';
import type { ReferenceType } from '../core/event/taxonomy';
import type { ApiRead } from '../core/gateway/apiClient';
import { pathPart } from '../core/gateway/pathPart';

const PATHS: Partial<Readonly<Record<ReferenceType, string>>> = {
  payment: '/v2/payments/captures',
  checkout: '/v2/checkout/orders',
  refund: '/v2/payments/refunds',
  dispute: '/v1/customer/disputes',
};

/** The read that tells whether a thing is paid now. */
export function state({ type, value }: Reference): ApiRead | undefined {
  const path = PATHS[type];
  return path === undefined
    ? undefined
    : { method: 'GET', path: `${path}/${pathPart(value)}`, key: 'state' };
}
