import type { PaymentEvent } from '../../nodes/core/event/paymentEvent';
import { retryOf } from '../../nodes/core/gateway/recover';
import { normalize } from '../../nodes/Stripe/normalize';
import { stripe } from '../../nodes/Stripe/stripe.adapter';
import {
  ACCOUNT,
  declinedCharge,
  declinedIntent,
  failedInvoice,
  invoicePayment,
  listOf,
  rawOf,
  stripeEvent,
  type EventChange,
} from '../fixtures/stripe';

const told = (
  type: string,
  about: object,
  fetched = {},
  change: EventChange = {},
): PaymentEvent => {
  const read = normalize(rawOf(stripeEvent(type, about, change)), fetched, { account: ACCOUNT });
  if (!read) throw new Error('No event');
  return read;
};

describe('charging for an invoice once more', () => {
  const invoice = (nextAttempt: number | null, change: EventChange = {}): PaymentEvent =>
    told(
      'invoice.payment_failed',
      failedInvoice({ nextAttempt }),
      {
        invoice_payments: listOf(
          invoicePayment({ ...declinedIntent(), latest_charge: declinedCharge() }),
        ),
      },
      change,
    );

  test('is a call where Stripe has given up', () => {
    const event = invoice(null);
    expect(retryOf(stripe, event)).toEqual({
      request: {
        method: 'POST',
        path: '/v1/invoices/in_1BbqClub/pay',
        idempotencyKey: `retry:${event.attempt?.key}`,
      },
    });
  });

  test('is none while Stripe will try again itself, whichever of its events tells of the failure', () => {
    expect(retryOf(stripe, invoice(1795600800))).toBeUndefined();
    const ofInvoice = (nextAttempt: number | null) =>
      told('payment_intent.payment_failed', declinedIntent(), {
        invoices_of_intent: listOf({
          ...invoicePayment(declinedIntent()),
          invoice: failedInvoice({ nextAttempt }),
        }),
      });
    expect(ofInvoice(1795600800).nextAttemptAt).toBe('2026-11-25T10:00:00.000Z');
    expect(retryOf(stripe, ofInvoice(1795600800))).toBeUndefined();
    expect(retryOf(stripe, ofInvoice(null))?.request.path).toBe('/v1/invoices/in_1BbqClub/pay');
  });

  test('is made for the connected account that it is of', () => {
    expect(retryOf(stripe, invoice(null, { account: 'acct_1Busan' }))?.request.account).toBe(
      'acct_1Busan',
    );
  });

  test('is none for a payment without an invoice: the guest has to bring another card', () => {
    const charge = told('charge.failed', declinedCharge());
    expect(charge.reason).toMatchObject({ hardness: 'soft', advice: 'retry_later' });
    expect(retryOf(stripe, charge)).toBeUndefined();
  });
});
