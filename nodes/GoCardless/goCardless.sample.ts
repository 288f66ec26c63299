import type { JsonObject } from '../core/event/json';

/**
 * One returned debit of a supper club's membership. Deliveries carry ids alone; here everything is linked, so that a
 * test run asks GoCardless for nothing.
 */
export function goCardlessSample(eventId: string, seconds: number): JsonObject {
  const created_at = new Date(seconds * 1000).toISOString();
  return {
    events: [
      {
        id: eventId,
        created_at,
        resource_type: 'payments',
        action: 'failed',
        details: {
          origin: 'bank',
          cause: 'insufficient_funds',
          scheme: 'sepa_core',
          reason_code: 'AM04',
          description: 'The account did not hold enough money for this payment.',
          will_attempt_retry: false,
        },
        metadata: {},
        resource_metadata: { order_number: '1042', location: 'Downtown' },
        links: { payment: 'PMSAMPLE1042' },
      },
    ],
    meta: { webhook_id: 'WBSAMPLE' },
    linked: {
      payments: [
        {
          id: 'PMSAMPLE1042',
          created_at,
          charge_date: created_at.slice(0, 10),
          amount: 12800,
          currency: 'EUR',
          description: 'Galbi supper club',
          status: 'failed',
          scheme: 'sepa_core',
          links: { mandate: 'MDSAMPLE' },
        },
      ],
      mandates: [
        {
          id: 'MDSAMPLE',
          scheme: 'sepa_core',
          status: 'active',
          links: { customer: 'CUSAMPLE', customer_bank_account: 'BASAMPLE' },
        },
      ],
      customers: [
        {
          id: 'CUSAMPLE',
          given_name: 'Sample',
          family_name: 'Guest',
          email: 'guest@example.com',
          phone_number: '+15551234567',
          language: 'en',
        },
      ],
    },
  };
}
