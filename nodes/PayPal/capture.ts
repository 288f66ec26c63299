import { list, object, text, type JsonObject } from '../core/event/json';
import { reasonFor } from '../core/event/reason';
import { references } from '../core/event/references';
import { reasonOfCapture } from './failure';
import { KEYS } from './evidence';
import { moneyOf } from './money';
import { reasons } from './reasons';
import { ownNumber } from './references';
import type { Occurrence, Reader, Told } from './told';

/** PAYMENT.CAPTURE.*: https://developer.paypal.com/docs/api/payments/v2/#captures_get */

const relatedIds = ({ supplementary_data: data }: JsonObject): JsonObject =>
  object(object(data).related_ids);

function captureFacts({ about, context }: Occurrence): Omit<Told, 'type'> {
  const checkout = text(relatedIds(about).order_id);
  return {
    kind: object(about.status_details).reason === 'ECHECK' ? 'bank_debit' : 'charge',
    transaction: text(about.id),
    amount: moneyOf(about.amount),
    references: references(
      ['payment', about.id],
      ['checkout', checkout],
      ...ownNumber(about.invoice_id, context),
    ),
    checkout,
    invoiceNumber: text(about.invoice_id),
    custom: about.custom_id,
  };
}

export const failedCapture: Reader = (occurrence) => {
  const { about, fetched, at } = occurrence;
  return {
    ...captureFacts(occurrence),
    type: 'payment.failed',
    reason: reasonOfCapture([about, fetched[KEYS.capture] ?? {}], at),
  };
};

export const paidCapture: Reader = (occurrence) => ({
  ...captureFacts(occurrence),
  type: 'payment.succeeded',
});

export const pendingCapture: Reader = (occurrence) => ({
  ...captureFacts(occurrence),
  type: 'payment.pending',
});

const firstUnit = ({ purchase_units: units }: JsonObject): JsonObject => object(list(units)[0]);

/**
 * CHECKOUT.PAYMENT-APPROVAL.REVERSED: the guest had agreed, and nobody collected. It has no transaction yet, and its
 * amount stands in the order alone. https://developer.paypal.com/docs/checkout/apm/reference/handle-uncaptured-payments/
 */
export const lapsedApproval: Reader = ({ about, fetched, context }) => {
  const checkout = text(about.order_id) ?? text(about.id);
  const { amount, custom_id, invoice_id } = firstUnit(about);
  return {
    type: 'payment.failed',
    kind: 'charge',
    transaction: checkout,
    amount: moneyOf(amount) ?? moneyOf(firstUnit(object(fetched[KEYS.checkout])).amount),
    references: references(['checkout', checkout], ...ownNumber(invoice_id, context)),
    reason: reasonFor(reasons, 'approval_reversed'),
    checkout,
    invoiceNumber: text(invoice_id),
    custom: custom_id,
  };
};
