import type { JsonObject } from '../core/event/json';

/** One denied card on check 42, as Toast would tell of it. */
export function toastSample(eventId: string, seconds: number): JsonObject {
  const at = new Date(seconds * 1000).toISOString();
  return {
    timestamp: at,
    eventCategory: 'order_updated',
    eventType: 'order_updated',
    guid: `sample-message-${seconds}`,
    details: {
      restaurantGuid: 'sample-restaurant',
      order: {
        guid: `sample-order-${seconds}`,
        entityType: 'Order',
        displayNumber: '42',
        source: 'In Store',
        numberOfGuests: 4,
        modifiedDate: at,
        checks: [
          {
            guid: `sample-check-${seconds}`,
            entityType: 'Check',
            displayNumber: '42',
            paymentStatus: 'OPEN',
            totalAmount: 128,
            modifiedDate: at,
            selections: [{ guid: 'sample-selection', displayName: 'Galbi dinner for four' }],
            payments: [
              {
                guid: eventId,
                entityType: 'OrderPayment',
                type: 'CREDIT',
                paymentStatus: 'DENIED',
                amount: 128,
                tipAmount: 0,
                cardEntryMode: 'EMV_CHIP_SIGN',
                cardType: 'VISA',
                last4Digits: '1111',
              },
            ],
          },
        ],
      },
    },
  };
}
