import type { INodeProperties } from 'n8n-workflow';
import { field, show } from './field';

/** What every event has to tell, and what it may. */
export const factProperties: INodeProperties[] = [
  field({
    displayName: 'Event ID',
    name: 'eventId',
    required: true,
    placeholder: 'e.g. {{ $json.body.event_id }}',
    description:
      'What the processor calls this event. The same delivery sent again must have the same, and the next decline another.',
  }),
  field({
    displayName: 'Status',
    name: 'status',
    required: true,
    placeholder: 'e.g. {{ $json.body.status }}',
    description: 'The field that tells what became of the payment',
  }),
  field({
    displayName: 'Failed Statuses',
    name: 'failedStatuses',
    required: true,
    noDataExpression: true,
    placeholder: 'e.g. declined, expired',
    description: 'Which statuses mean that the payment failed, separated by commas',
  }),
  field({
    displayName: 'Paid Statuses',
    name: 'paidStatuses',
    noDataExpression: true,
    placeholder: 'e.g. paid, captured',
    description:
      'Which statuses mean that the money is there, separated by commas. Without them no case is ever settled.',
  }),
  field({
    displayName: 'Pending Statuses',
    name: 'pendingStatuses',
    noDataExpression: true,
    placeholder: 'e.g. processing',
    description:
      'Which statuses mean that it is not known yet, separated by commas. All others are left out.',
  }),
  field({
    displayName: 'Transaction ID',
    name: 'transactionId',
    placeholder: 'e.g. {{ $json.body.transaction_id }}',
    description:
      'What the processor calls this one try to take the money. Several events about one try are one alert.',
  }),
  field({
    displayName: 'Payment ID',
    name: 'paymentId',
    placeholder: 'e.g. {{ $json.body.payment_id }}',
    description:
      'What stays the same when the same payment is tried again, and never recurs for another. By it the later success settles the failure.',
  }),
  field({ displayName: 'Amount', name: 'amount', placeholder: 'e.g. {{ $json.body.amount }}' }),
  {
    displayName: 'Amount Is In',
    name: 'amountUnit',
    type: 'options',
    noDataExpression: true,
    default: 'decimal',
    displayOptions: { show },
    options: [
      { name: 'Decimals', value: 'decimal', description: '42.50 is $42.50, and 45000 is ₩45,000' },
      {
        name: 'Smallest Unit',
        value: 'minor',
        description: '4250 is $42.50, and 45000 is ₩45,000',
      },
    ],
  },
  field({
    displayName: 'Currency',
    name: 'currency',
    placeholder: 'e.g. USD',
    description: 'The ISO 4217 code',
  }),
  field({
    displayName: 'Occurred At',
    name: 'occurredAt',
    placeholder: 'e.g. {{ $json.body.created_at }}',
    description:
      'When it happened: a time with its zone, such as 2026-11-20T19:30:00+09:00, or Unix time in seconds or milliseconds. When it was received, if left empty.',
  }),
  field({
    displayName: 'Reason Code',
    name: 'reasonCode',
    placeholder: 'e.g. {{ $json.body.response_code }}',
    description: 'Why it failed, as the card network or the bank says',
  }),
  {
    displayName: 'Reason Codes Are',
    name: 'codeTable',
    type: 'options',
    noDataExpression: true,
    default: 'iso8583',
    displayOptions: { show },
    description: 'Which table the reason code is looked up in. A code that it lacks is unknown.',
    options: [
      {
        name: 'Card Networks (ISO 8583)',
        value: 'iso8583',
        description: 'Two characters, such as 05 or 51',
      },
      { name: 'ACH (Nacha)', value: 'nacha', description: 'R and two digits, such as R01' },
      { name: 'SEPA (ISO 20022)', value: 'sepa', description: 'Four characters, such as AM04' },
      { name: 'Bacs', value: 'bacs', description: 'One character, such as 0 or B' },
      {
        name: 'The Processor’s Own',
        value: 'own',
        description: 'Shown to staff as they are; the reason is unknown',
      },
    ],
  },
];
