import { list, object, text, type JsonObject } from '../core/event/json';
import { reasonFor } from '../core/event/reason';
import { references } from '../core/event/references';
import { reasonOf } from './failure';
import { moneyOf } from './money';
import { reasons } from './reasons';
import { disputeNames } from './references';
import type { Occurrence, Reader, Told } from './told';

/** *.REFUNDED, PAYMENT.REFUND.*: https://developer.paypal.com/docs/api/payments/v2/#refunds_get */

const CAPTURE = /\/(?:captures|sale)\/([^/?]+)/;

/** The payment that the money goes back for: version 2 names it in a link alone. */
export function paymentOf({ sale_id: sale, links, supplementary_data: data }: JsonObject) {
  const up = list(links)
    .map(object)
    .find(({ rel }) => rel === 'up');
  return (
    text(sale) ??
    text(object(object(data).related_ids).capture_id) ??
    CAPTURE.exec(text(up?.href) ?? '')?.[1]
  );
}

const facts = ({ about }: Occurrence): Omit<Told, 'type'> => ({
  kind: 'refund',
  transaction: text(about.id),
  amount: moneyOf(about.amount),
  references: references(['refund', about.id], ['payment', paymentOf(about)]),
  invoiceNumber: text(about.invoice_id),
  custom: about.custom_id,
});

export const refund: Reader = (occurrence) => {
  const { about } = occurrence;
  const status = (text(about.status) ?? text(about.state))?.toUpperCase();
  if (status === 'COMPLETED') return { ...facts(occurrence), type: 'refund.succeeded' };
  if (status !== 'FAILED' && status !== 'CANCELLED') return undefined;
  return { ...facts(occurrence), type: 'refund.failed', reason: reasonFor(reasons, status) };
};

/** *.REVERSED: PayPal or a bank took the money back, which nobody here wanted: what was paid for is owed again. */
export const reversal: Reader = (occurrence) => {
  const { about } = occurrence;
  const id = text(about.id);
  return {
    ...facts(occurrence),
    type: 'dispute.closed',
    kind: 'dispute',
    references: references(...disputeNames(id, paymentOf(about))),
    dispute: id === undefined ? undefined : { id, outcome: 'lost' },
    reason: { ...reasonOf('dispute', 'reversed'), advice: 'call_customer' },
  };
};
