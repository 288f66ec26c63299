import { text, type JsonObject } from '../core/event/json';
import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
import type { CaseMark } from '../core/gateway/adapter';
import type { ApiRead, ApiRequest } from '../core/gateway/apiClient';
import type { Marking } from '../core/gateway/performMark';
import { orderPath, readOrder, readPayment } from './requests';

/** Shows case and state on the order, in its note, where staff read it; payments cannot be written on. */
export function mark(event: PaymentEvent, caseMark: CaseMark): readonly Marking[] {
  const order = event.references.find(({ type }) => type === 'order');
  if (!order) return [];
  const account = event.connected === true ? event.account : undefined;
  const request = { method: 'GET', path: orderPath(order.value), account } as const;
  return [{ read: request, write: (answer) => written(request, answer, caseMark) }];
}

const OURS = /\s*\[payment case [^\]]*\]/g;
const LONGEST_NOTE = 2047;

/**
 * What staff wrote stays. An order that is in no state is one that the till does not show: while money is owed, it is
 * put among the open ones. Clover itself closes an order that is paid.
 * https://docs.clover.com/dev/docs/creating-custom-orders
 */
function written(
  { path, account }: Pick<ApiRequest, 'path' | 'account'>,
  order: JsonObject,
  { caseId, status }: CaseMark,
): readonly ApiRequest[] {
  const before = text(order.note) ?? '';
  const note = `${before.replace(OURS, '')} [payment case ${caseId}: ${status}]`.trim();
  const isHidden = text(order.state) === undefined;
  const change = {
    ...(note !== before && note.length <= LONGEST_NOTE && { note }),
    ...(status === 'open' && isHidden && { state: 'open' }),
  };
  if (Object.keys(change).length === 0) return [];
  return [{ method: 'POST', path, account, body: change }];
}

/** The read that tells whether a thing is paid now. */
export function state({ type, value }: Reference): ApiRead | undefined {
  if (type === 'order') return { ...readOrder(value), key: 'state' };
  return type === 'payment' ? { ...readPayment(value), key: 'state' } : undefined;
}
