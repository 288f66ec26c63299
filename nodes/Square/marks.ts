import { createHash } from 'node:crypto';
import { object, type JsonObject } from '../core/event/json';
import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
import type { ReferenceType } from '../core/event/taxonomy';
import type { CaseMark } from '../core/gateway/adapter';
import type { ApiRead, ApiRequest } from '../core/gateway/apiClient';
import { pathPart } from '../core/gateway/pathPart';
import type { Marking } from '../core/gateway/performMark';
import { changeableVersion } from './orderDetails';

const PATHS: Partial<Readonly<Record<ReferenceType, string>>> = {
  payment: '/v2/payments',
  order: '/v2/orders',
  invoice: '/v2/invoices',
  refund: '/v2/refunds',
  dispute: '/v2/disputes',
};

const pathOf = ({ type, value }: Reference): string | undefined => {
  const path = PATHS[type];
  return path === undefined ? undefined : `${path}/${pathPart(value)}`;
};

/**
 * Shows case and state on the order at Square; payments cannot be written on. Every write to an order makes Square tell
 * that it was changed, so what only tells of an order is never answered with one.
 */
export function mark(event: PaymentEvent, caseMark: CaseMark): readonly Marking[] {
  const order = event.references.find(({ type }) => type === 'order');
  const path = order && pathOf(order);
  if (path === undefined || event.type.startsWith('order.')) return [];
  return [
    {
      read: { method: 'GET', path },
      write: (answer) => written(path, object(answer.order), event.id, caseMark),
    },
  ];
}

/** https://developer.squareup.com/docs/orders-api/manage-orders/update-orders, and how much an order may carry. */
const MOST_METADATA = 10;

function written(
  path: string,
  order: JsonObject,
  eventId: string,
  { caseId, status }: CaseMark,
): readonly ApiRequest[] {
  const version = changeableVersion(order);
  const known = object(order.metadata);
  const metadata = { ...known, payment_failure_case: caseId, payment_failure_status: status };
  const stands = known.payment_failure_case === caseId && known.payment_failure_status === status;
  if (version === undefined || stands || Object.keys(metadata).length > MOST_METADATA) return [];
  return [
    {
      method: 'PUT',
      path,
      body: {
        // Under a key that was used before, Square answers without changing anything.
        idempotency_key: digestOf([eventId, caseId, status, version]),
        order: { location_id: order.location_id, version, metadata },
      },
    },
  ];
}

const digestOf = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** The read that tells whether a thing is paid now. */
export function state(reference: Reference): ApiRead | undefined {
  const path = pathOf(reference);
  return path === undefined ? undefined : { method: 'GET', path, key: 'state' };
}
