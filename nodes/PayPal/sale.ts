import { text } from '../core/event/json';
import { references } from '../core/event/references';
import { reasonOfCapture } from './failure';
import { moneyOf } from './money';
import { ownNumber } from './references';
import { periodOf } from './subscription';
import type { Occurrence, Reader, Told } from './told';

/** PAYMENT.SALE.*: subscriptions, and shops of before. https://developer.paypal.com/docs/api/payments/v1/#sale_get */

function saleFacts(occurrence: Occurrence): Omit<Told, 'type'> {
  const { about, context } = occurrence;
  const subscription = text(about.billing_agreement_id);
  return {
    kind: kindOf(text(about.payment_mode), subscription),
    transaction: text(about.id),
    amount: moneyOf(about.amount),
    references: references(
      ['payment', about.id],
      ['checkout', about.parent_payment],
      // A subscription's own number comes back with every payment.
      ...(subscription === undefined
        ? ownNumber(about.invoice_number, context)
        : [['subscription_period', periodOf(occurrence, subscription)] as const]),
    ),
    subscription: subscription === undefined ? undefined : { id: subscription },
    invoiceNumber: text(about.invoice_number),
    custom: about.custom,
  };
}

function kindOf(mode: string | undefined, subscription: string | undefined): Told['kind'] {
  if (mode === 'ECHECK' || mode === 'DELAYED_TRANSFER') return 'bank_debit';
  return subscription === undefined ? 'charge' : 'subscription';
}

export const failedSale: Reader = (occurrence) => ({
  ...saleFacts(occurrence),
  type: 'payment.failed',
  reason: reasonOfCapture([occurrence.about], occurrence.at),
});

export const paidSale: Reader = (occurrence) => ({
  ...saleFacts(occurrence),
  type: 'payment.succeeded',
});

export const pendingSale: Reader = (occurrence) => ({
  ...saleFacts(occurrence),
  type: 'payment.pending',
});
