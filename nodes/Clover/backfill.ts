import { list, object, text, type Json } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { ApiRequest } from '../core/gateway/apiClient';
import { halves } from '../core/gateway/halves';
import type { Backfill, Look } from '../core/gateway/look';
import { LISTED } from './events';
import { fateOf } from './fate';
import { listPayments, PAGE, spanOf } from './requests';

/**
 * Payments that were made or changed since the last look. It is not said that Clover tells of every payment that is
 * declined, and where nobody has an app, or uses another checkout, it tells of none.
 */
export const backfill: Backfill = {
  // The list goes back 90 days. https://docs.clover.com/dev/docs/get-all-payments
  keeps: 89 * 24 * 3600,
  overlap: 600,
  listed: [LISTED],
  unpushed: 'declined cards where the credential has nothing but a token',
  reads: ({ from, to }) => [listPayments([Date.parse(from), Date.parse(to)])],
  read: (answer, asked, look) => {
    const payments = list(answer.elements);
    const isFull = payments.length >= PAGE;
    const parts = isFull ? halves(spanOf(asked)) : [];
    if (parts.length > 0) return { events: [], more: parts.map(listPayments) };
    return {
      events: payments.flatMap((payment) => eventOf(payment, look) ?? []),
      more: isFull ? [nextPage(asked)] : [],
    };
  },
};

/** Of what was changed in one and the same millisecond. */
const nextPage = ({ query = {}, ...asked }: ApiRequest): ApiRequest => ({
  ...asked,
  query: { ...query, offset: String(Number(query.offset) + PAGE) },
});

/** Named after the payment and what became of it: as often as the till touches it, it is told once. */
function eventOf(value: Json, { to }: Look): RawEvent | undefined {
  const payment = object(value);
  const id = text(payment.id);
  const fate = fateOf(payment);
  if (id === undefined || !fate || fate.type === 'payment.pending') return undefined;
  return {
    gateway: 'clover',
    id: `${id}:${fate.type}`,
    type: LISTED,
    receivedAt: to,
    payload: { payment },
  };
}
