import type { JsonObject } from '../core/event/json';

/** One declined card at table 12, as Stripe would tell of it; the card is one of Stripe's own test cards. */
export const stripeSample = (eventId: string, seconds: number): JsonObject => ({
  id: eventId,
  object: 'event',
  api_version: '2026-07-29.dahlia',
  created: seconds,
  livemode: false,
  pending_webhooks: 1,
  request: { id: null, idempotency_key: null },
  type: 'payment_intent.payment_failed',
  data: {
    object: {
      id: `pi_sample_${seconds}`,
      object: 'payment_intent',
      amount: 12800,
      amount_received: 0,
      currency: 'usd',
      created: seconds,
      customer: 'cus_sample',
      description: 'Galbi dinner for four',
      livemode: false,
      receipt_email: 'guest@example.com',
      status: 'requires_payment_method',
      metadata: { order_id: 'order-1042', table: '12', location: 'Downtown' },
      last_payment_error: {
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'insufficient_funds',
        advice_code: 'try_again_later',
        message: 'Your card has insufficient funds.',
        charge: `ch_sample_${seconds}`,
        payment_method: {
          id: 'pm_sample',
          object: 'payment_method',
          type: 'card',
          billing_details: {
            name: 'Sample Guest',
            email: 'guest@example.com',
            phone: '+15551234567',
          },
          card: {
            brand: 'visa',
            last4: '9995',
            exp_month: 12,
            exp_year: new Date(seconds * 1000).getUTCFullYear() + 1,
            country: 'US',
            funding: 'credit',
            fingerprint: 'sampleFingerprint',
          },
        },
      },
    },
  },
});
