import type { INodeProperties } from 'n8n-workflow';
import { staffRecipientProperty } from '../core/n8n/recipients';
import { storageProperties } from '../core/n8n/storage';

const ELSE = 'each failure is counted alone, and no level with an At Count above 1 is paged';

export const properties: INodeProperties[] = [
  {
    displayName: 'Count By',
    name: 'countBy',
    type: 'options',
    noDataExpression: true,
    default: 'session',
    description: 'Whose failures are added up',
    options: [
      {
        name: 'Card',
        value: 'card',
        description: `Each card or bank account on its own. Needs event.instrument.fingerprint: not every gateway names a card so that it is known again. Without it ${ELSE}.`,
      },
      {
        name: 'Customer',
        value: 'customer',
        description: `All cards and orders of one guest. Needs the customer’s ID, email or phone. Without any ${ELSE}.`,
      },
      {
        name: 'Field',
        value: 'field',
        description: `Whatever you choose, such as a location. Where it is empty ${ELSE}.`,
      },
      {
        name: 'Order',
        value: 'order',
        description: `All cards tried for one order. Needs event.order.id. Without it ${ELSE}.`,
      },
      {
        name: 'Session',
        value: 'session',
        description: `The order where it is known, else the customer, else the card. Where none is known ${ELSE}.`,
      },
    ],
  },
  {
    displayName: 'Field',
    name: 'field',
    type: 'string',
    default: '',
    placeholder: 'e.g. {{ $json.event.order.location }}',
    description: 'The value by which failures are added up',
    displayOptions: { show: { countBy: ['field'] } },
  },
  {
    displayName: 'Window (Hours)',
    name: 'windowHours',
    type: 'number',
    noDataExpression: true,
    typeOptions: { minValue: 0.01, numberPrecision: 2 },
    default: 4,
    description: 'How far back failures count. Older ones are forgotten.',
  },
  staffRecipientProperty('of each failure'),
  {
    displayName: 'Levels',
    name: 'levels',
    type: 'fixedCollection',
    typeOptions: { multipleValues: true, sortable: true },
    placeholder: 'Add Level',
    default: {
      level: [{ name: 'Shift manager', at: 2, recipient: '' }],
    },
    description: 'Who is paged at which count. Each level is paged once per window.',
    options: [
      {
        displayName: 'Level',
        name: 'level',
        values: [
          {
            displayName: 'Name',
            name: 'name',
            type: 'string',
            noDataExpression: true,
            default: '',
            placeholder: 'e.g. Shift manager',
            description:
              'Who this is, in words that staff know. The same for all items; the recipient may differ.',
          },
          {
            displayName: 'At Count',
            name: 'at',
            type: 'number',
            noDataExpression: true,
            typeOptions: { minValue: 1 },
            default: 2,
            description: 'The count at which this level is paged, the same for all items',
          },
          {
            displayName: 'Recipient',
            name: 'recipient',
            type: 'string',
            default: '',
            placeholder: 'e.g. #managers',
            description:
              'The channel, address or number of this level. Handed on as alert.to. An expression can choose it for each item, such as by location.',
          },
        ],
      },
    ],
  },
  ...storageProperties,
];
