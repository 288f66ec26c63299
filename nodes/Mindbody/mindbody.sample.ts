import type { JsonObject } from '../core/event/json';

/** One declined card, as the list of transactions has it. It brings along the guest that is read for a real one. */
export function sample(eventId: string, seconds: number): JsonObject {
  const at = new Date(seconds * 1000);
  return {
    messageId: eventId,
    eventId: 'transaction.declined',
    eventSchemaVersion: 1,
    eventInstanceOriginationDateTime: at.toISOString(),
    eventData: {
      TransactionId: seconds,
      SaleId: seconds,
      ClientId: 100000120,
      Amount: 128,
      Settled: false,
      Status: 'Declined',
      CardExpirationMonth: '12',
      CardExpirationYear: String(at.getUTCFullYear() + 1),
      CCLastFour: '1111',
      CardType: 'Visa',
      CCSwiped: false,
      Client: {
        Id: '100000120',
        FirstName: 'Sample',
        LastName: 'Guest',
        Email: 'guest@example.com',
        MobilePhone: '+15551234567',
      },
    },
  };
}
