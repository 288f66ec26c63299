import type { JsonObject } from '../core/event/json';

/**
 * One card that was declined on the checkout page. Clover’s own message says no more than that; here everything is
 * linked, so that a test run asks Clover for nothing.
 */
export function cloverSample(eventId: string, seconds: number): JsonObject {
  const at = seconds * 1000;
  return {
    createdTime: seconds,
    message: 'Decline for 12800',
    status: 'DECLINED',
    type: 'PAYMENT',
    id: eventId,
    merchantId: 'SAMPLEMERCHANT',
    data: 'sample-checkout',
    payment: {
      id: eventId,
      order: { id: 'SAMPLEORDER12' },
      tender: { label: 'Credit Card' },
      amount: 12800,
      tipAmount: 0,
      createdTime: at,
      modifiedTime: at,
      result: 'FAIL',
      cardTransaction: { cardType: 'VISA', last4: '1111', currency: 'USD' },
    },
    order: { id: 'SAMPLEORDER12', currency: 'USD', total: 12800, title: '1042', state: 'open' },
    merchant: { id: 'SAMPLEMERCHANT', name: 'Harbor' },
    charge: { failure_code: 'card_declined' },
  };
}
