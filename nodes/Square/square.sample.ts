import type { JsonObject } from '../core/event/json';

/** One declined card at table 12, as Square would tell of it. */
export function squareSample(eventId: string, seconds: number): JsonObject {
  const at = new Date(seconds * 1000).toISOString();
  const id = `sample-payment-${seconds}`;
  const money = { amount: 12800, currency: 'USD' };
  return {
    merchant_id: 'sample-merchant',
    location_id: 'sample-location',
    type: 'payment.updated',
    event_id: eventId,
    created_at: at,
    data: {
      type: 'payment',
      id,
      object: {
        payment: {
          id,
          created_at: at,
          updated_at: at,
          amount_money: money,
          total_money: money,
          status: 'FAILED',
          source_type: 'CARD',
          card_details: {
            status: 'FAILED',
            card: {
              card_brand: 'VISA',
              card_type: 'CREDIT',
              last_4: '1111',
              exp_month: 12,
              exp_year: new Date(seconds * 1000).getUTCFullYear() + 1,
              fingerprint: 'sampleFingerprint',
            },
            entry_method: 'ON_FILE',
            errors: [
              {
                category: 'PAYMENT_METHOD_ERROR',
                code: 'INSUFFICIENT_FUNDS',
                detail: 'The funding source has too little money.',
              },
            ],
          },
          location_id: 'sample-location',
          buyer_email_address: 'guest@example.com',
          note: 'Galbi dinner for four',
        },
      },
    },
  };
}
