import type { RawEvent } from '../core/event/rawEvent';
import type { ApiRead, ApiRequest, Fetched } from '../core/gateway/apiClient';
import { customerIdOf } from './customer';
import { EVENTS, isUnderstood } from './events';
import { evidenceOf, has, orderIdOf } from './evidence';
import { readCharge, readCustomer, readMerchant, readOrder, readPayment } from './requests';

/**
 * The reads that complete an event: the payment, then its order and the restaurant’s name. Of what failed also why, and
 * whom it belongs to. In this order, since what is refused ends it: nobody waits for a guest’s phone number.
 */
export function needs(event: RawEvent, fetched: Fetched): readonly ApiRead[] {
  const row = isUnderstood(event.type) ? EVENTS[event.type] : undefined;
  const evidence = evidenceOf(event, fetched);
  const told = row?.read(event, evidence);
  if (!told) return [];
  const wanted: readonly (readonly [key: string, request: Request | undefined])[] = [
    ['payment', evidence.id === undefined ? undefined : readPayment(evidence.id)],
    ...(isRead('payment') ? details() : []),
  ];
  return wanted.flatMap(([key, request]) =>
    request && !isRead(key) ? [{ ...request, key, account: event.account }] : [],
  );

  function isRead(key: string): boolean {
    return has(key, event, fetched);
  }

  function details(): typeof wanted {
    if (told?.type === 'payment.pending') return [];
    const order = orderIdOf(evidence);
    const place = [
      ['order', order === undefined ? undefined : readOrder(order)],
      ['merchant', readMerchant],
    ] as const;
    if (told?.type !== 'payment.failed') return place;
    const customer = customerIdOf(evidence.order);
    return [
      ...place,
      ['charge', evidence.id === undefined ? undefined : readCharge(evidence.id)],
      ['customer', customer === undefined ? undefined : readCustomer(customer)],
    ];
  }
}

type Request = ApiRequest & { readonly method: 'GET' };
