import type { JsonObject } from '../core/event/json';

/** One declined card at table 12, as Adyen would tell of it; the card ends like one of Adyen's own test cards. */
export const adyenSample = (reference: string, seconds: number): JsonObject => ({
  live: 'false',
  notificationItems: [
    {
      NotificationRequestItem: {
        additionalData: {
          cardSummary: '1111',
          cardHolderName: 'Sample Guest',
          expiryDate: `12/${new Date(seconds * 1000).getUTCFullYear() + 1}`,
          refusalReasonRaw: '51 : Insufficient funds/over credit limit',
          shopperEmail: 'guest@example.com',
          shopperReference: 'guest-sample',
          'metadata.table': '12',
          'metadata.location': 'Downtown',
          'metadata.customer_phone': '+15551234567',
        },
        amount: { currency: 'USD', value: 12800 },
        eventCode: 'AUTHORISATION',
        eventDate: new Date(seconds * 1000).toISOString().replace('.000Z', '+00:00'),
        merchantAccountCode: 'SampleBbqHouse',
        merchantReference: 'order-1042',
        originalReference: '',
        paymentMethod: 'visa',
        pspReference: reference,
        reason: 'Not enough balance',
        success: 'false',
      },
    },
  ],
});
