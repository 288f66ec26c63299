import type { JsonObject } from '../core/event/json';

/** One declined card at table 12, as Commerce Hub answers a charge. */
export const sample = (eventId: string, seconds: number): JsonObject => ({
  gatewayResponse: {
    transactionType: 'CHARGE',
    transactionState: 'DECLINED',
    transactionOrigin: 'ECOM',
    transactionProcessingDetails: {
      transactionId: eventId,
      orderId: `sample-${seconds}`,
      transactionTimestamp: new Date(seconds * 1000).toISOString(),
    },
  },
  amount: { total: 128, currency: 'USD' },
  source: {
    sourceType: 'PaymentCard',
    card: {
      scheme: 'VISA',
      last4: '1111',
      expirationMonth: '12',
      expirationYear: String(new Date(seconds * 1000).getUTCFullYear() + 1),
    },
  },
  paymentReceipt: {
    processorResponseDetails: {
      approvalStatus: 'DECLINED',
      responseCode: '008',
      responseMessage: 'Insufficient funds',
      hostResponseCode: '51',
    },
  },
  transactionDetails: { captureFlag: true, merchantOrderId: `order-${seconds}` },
  customer: { firstName: 'Sample', lastName: 'Guest', email: 'guest@example.com' },
  metadata: { table: '12', location: 'Downtown', customer_phone: '+15551234567' },
});
