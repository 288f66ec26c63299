import type { INodeProperties } from 'n8n-workflow';
import { CHANNELS } from '../../core/event/taxonomy';

/** What else the operator may map, by what it is about. */

const text = (displayName: string, name: string, more: Partial<INodeProperties> = {}) => ({
  displayName,
  name,
  type: 'string' as const,
  default: '',
  ...more,
});

const collection = (
  displayName: string,
  name: string,
  options: INodeProperties[],
): INodeProperties => ({
  displayName,
  name,
  type: 'collection',
  placeholder: 'Add field',
  default: {},
  displayOptions: { show: { source: ['custom'] } },
  options,
});

export const payment = collection('Payment', 'payment', [
  text('Attempt Number', 'attemptNumber', { description: 'Which try of the same payment this is' }),
  text('Decline Message', 'message', {
    description: 'The processor’s own words. Card numbers in it are masked.',
  }),
  text('Invoice ID', 'invoiceId'),
  text('Invoice Number', 'invoiceNumber'),
  {
    displayName: 'Is a Bank Debit',
    name: 'bankDebit',
    type: 'boolean',
    default: true,
    description:
      'Whether the money is taken from a bank account, so that it can come back after it was paid. Always so with the codes of Nacha, SEPA and Bacs.',
  },
  {
    displayName: 'Is Live',
    name: 'live',
    type: 'boolean',
    default: true,
    description: 'Whether real money moves. Switch off for the processor’s test system.',
  },
  text('Merchant Advice Code', 'adviceCode', {
    description: 'Mastercard’s advice to merchants, two digits, where the processor passes it on',
  }),
  text('Next Attempt At', 'nextAttemptAt', {
    description: 'When the processor itself will try again',
  }),
  text('Product', 'product', { description: 'What is paid for' }),
  text('Subscription ID', 'subscriptionId'),
]);

export const order = collection('Order', 'order', [
  {
    displayName: 'Channel',
    name: 'channel',
    type: 'options',
    default: 'dine-in',
    options: CHANNELS.map((value) => ({
      name: value.charAt(0).toUpperCase() + value.slice(1),
      value,
    })),
  },
  text('ID', 'id', {
    description:
      'A name of the order that never recurs. Payments that share it are parts of one bill.',
  }),
  text('Location', 'location', { description: 'Which of your restaurants' }),
  text('Number', 'number', {
    description: 'What guests and staff call the order. It may recur every day.',
  }),
  text('Party Size', 'partySize'),
  text('Reservation ID', 'reservationId'),
  text('Reservation Time', 'reservationTime'),
  text('Server', 'server'),
  text('Table', 'table'),
  text('Total', 'total', {
    description:
      'What the whole order comes to, written as the amount is. With it a bill that is split is settled once all of it is paid.',
  }),
]);

export const customer = collection('Customer', 'customer', [
  text('Email', 'email', { placeholder: 'e.g. name@email.com' }),
  text('ID', 'id', { description: 'What the processor or your till calls the guest' }),
  text('Locale', 'locale', { placeholder: 'e.g. ko-KR' }),
  text('Name', 'name'),
  text('Phone', 'phone', {
    placeholder: 'e.g. +15550102101',
    description:
      'With its country code. A number without one is left out, or a stranger is texted.',
  }),
]);

export const instrument = collection('Card or Account', 'instrument', [
  text('Bank', 'bank'),
  text('Brand', 'brand', { placeholder: 'e.g. visa' }),
  text('Expiry Month', 'expiryMonth', { placeholder: 'e.g. 12' }),
  text('Expiry Year', 'expiryYear', { placeholder: 'e.g. 2030' }),
  text('Fingerprint', 'fingerprint', {
    description: 'The processor’s stable name for this card or account. Never its number.',
  }),
  text('Last Four Digits', 'last4'),
  text('Type', 'type', { placeholder: 'e.g. card' }),
]);

export const links = collection('Links', 'links', [
  text('Dashboard', 'dashboard', { description: 'The payment at the processor, for staff' }),
  text('Pay', 'pay', { description: 'Where the guest can pay now' }),
  text('Receipt', 'receipt'),
  text('Update Method', 'updateMethod', { description: 'Where the guest can change the card' }),
]);

export const references: INodeProperties = {
  displayName: 'References',
  name: 'references',
  type: 'fixedCollection',
  placeholder: 'Add reference',
  typeOptions: { multipleValues: true },
  default: {},
  displayOptions: { show: { source: ['custom'] } },
  description:
    'Other names of what is to be paid, by which events about it find each other. A name must never recur for another payment.',
  options: [
    {
      displayName: 'Reference',
      name: 'reference',
      values: [
        {
          displayName: 'Type',
          name: 'type',
          type: 'options',
          default: 'checkout',
          options: [
            { name: 'Case', value: 'case', description: 'A case ID that this pack gave' },
            { name: 'Checkout', value: 'checkout' },
            { name: 'Invoice', value: 'invoice' },
            { name: 'Order', value: 'order' },
            { name: 'Payment', value: 'payment' },
            { name: 'Subscription Period', value: 'subscription_period' },
          ],
        },
        text('Value', 'value'),
      ],
    },
  ],
};
