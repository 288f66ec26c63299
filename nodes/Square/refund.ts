import { object, text } from '../core/event/json';
import { UNKNOWN_REASON } from '../core/event/reason';
import { references } from '../core/event/references';
import { KEYS } from './evidence';
import { squareMoney } from './objects';
import { paymentFacts } from './payment';
import type { Reader, Told } from './told';

/** refund.created, refund.updated, and refunds that were listed. A refund that failed does not say why. */
export const changedRefund: Reader = ({ about, fetched }) => {
  const status = text(about.status);
  const { instrument, people, order } = paymentFacts(object(fetched[KEYS.payment]?.payment));
  const facts: Omit<Told, 'type'> = {
    kind: 'refund',
    transaction: text(about.id),
    amount: squareMoney(about.amount_money),
    instrument,
    people,
    // The refund's own order may be one of returned goods, which is not the one that was paid.
    order,
    payment: text(about.payment_id),
    references: references(
      ['refund', about.id],
      ['payment', about.payment_id],
      ['order', order],
      ['order', about.order_id],
    ),
  };
  switch (status) {
    case 'FAILED':
    case 'REJECTED':
      return { ...facts, type: 'refund.failed', reason: { ...UNKNOWN_REASON, code: status } };
    case 'COMPLETED':
      return { ...facts, type: 'refund.succeeded' };
    default:
      return undefined;
  }
};

/** Refunds that a look found: only those that failed, since successes come as events. */
export const listedRefund: Reader = (occurrence) => {
  const told = changedRefund(occurrence);
  return told?.type === 'refund.failed' ? told : undefined;
};
