import type { JsonObject } from '../core/event/json';

/** One declined card at table 12. It brings the details along that are read of a real one. */
export const sample = (eventId: string, seconds: number): JsonObject => {
  const at = new Date(seconds * 1000).toISOString();
  const id = `6${String(seconds).padStart(10, '0')}`;
  return {
    notificationId: eventId,
    eventType: 'net.authorize.payment.authcapture.created',
    eventDate: at,
    webhookId: '00000000-0000-4000-8000-000000000000',
    payload: { responseCode: 2, authAmount: 128, entityName: 'transaction', id },
    sample: {
      transaction: {
        transId: id,
        submitTimeUTC: at,
        submitTimeLocal: at.slice(0, 19),
        transactionType: 'authCaptureTransaction',
        transactionStatus: 'declined',
        responseCode: 2,
        responseReasonCode: 2,
        responseReasonDescription: 'This transaction has been declined.',
        order: { invoiceNumber: `order-${seconds}`, description: 'Galbi dinner for four' },
        authAmount: 128,
        settleAmount: 128,
        payment: {
          creditCard: { cardNumber: 'XXXX1111', expirationDate: 'XXXX', cardType: 'Visa' },
        },
        customer: { email: 'guest@example.com' },
        billTo: { firstName: 'Sample', lastName: 'Guest', phoneNumber: '+15551234567' },
      },
    },
  };
};
