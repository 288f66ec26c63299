import type { JsonObject } from '../core/event/json';

/** One payment that was voided, as QuickBooks would tell of it; the payment itself comes along, to be read without it. */
export function sample(eventId: string, seconds: number): readonly JsonObject[] {
  const time = new Date(seconds * 1000).toISOString();
  return [
    {
      specversion: '1.0',
      id: eventId,
      source: 'intuit.sample',
      type: 'qbo.payment.voided.v1',
      datacontenttype: 'application/json',
      time,
      intuitentityid: eventId,
      intuitaccountid: 'sample-company',
      data: {
        row: {
          Id: eventId,
          TotalAmt: 128,
          CurrencyRef: { value: 'USD' },
          CustomerRef: { value: '1', name: 'Kim Minji' },
          CreditCardPayment: {
            CreditChargeInfo: { Type: 'Visa', Number: 'xxxxxxxxxxxx1111' },
            CreditChargeResponse: { Status: 'Voided' },
          },
          Line: [],
        },
      },
    },
  ];
}
