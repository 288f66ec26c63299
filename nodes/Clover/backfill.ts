import { list, object, text, type Json } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { Backfill, Look } from '../core/gateway/look';
import { LISTED } from './events';
import { fateOf } from './fate';
import { listPayments, PAGE } from './requests';

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
  reads: ({ from, to }) => [listPayments(from, to, 0)],
  read: (answer, { query = {} }, look) => {
    const payments = list(answer.elements);
    const next = Number(query.offset) + PAGE;
    return {
      events: payments.flatMap((payment) => eventOf(payment, look) ?? []),
      more: payments.length < PAGE ? [] : [listPayments(look.from, look.to, next)],
    };
  },
};

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
