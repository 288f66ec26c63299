import type { JsonObject } from '../core/event/json';

/** One declined card at table 12, as PayPal would tell of it. */
export function sample(eventId: string, seconds: number): JsonObject {
  const at = new Date(seconds * 1000).toISOString();
  const id = `SAMPLE${seconds}`;
  return {
    id: eventId,
    event_version: '1.0',
    create_time: at,
    resource_type: 'capture',
    resource_version: '2.0',
    event_type: 'PAYMENT.CAPTURE.DECLINED',
    summary: 'A payment was declined',
    // It is read nowhere.
    sample: true,
    resource: {
      id,
      status: 'DECLINED',
      amount: { currency_code: 'USD', value: '128.00' },
      invoice_id: `order-${seconds}`,
      custom_id: JSON.stringify({ order_number: '1042', table: '12', product: 'Galbi dinner' }),
      processor_response: { response_code: '5120' },
      payment_source: {
        card: {
          brand: 'VISA',
          last_digits: '1111',
          expiry: `${new Date(at).getUTCFullYear() + 1}-12`,
        },
      },
      payer: {
        email_address: 'guest@example.com',
        name: { given_name: 'Sample', surname: 'Guest' },
      },
      create_time: at,
      update_time: at,
    },
  };
}
