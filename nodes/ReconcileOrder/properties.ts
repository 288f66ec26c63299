import type { INodeProperties } from 'n8n-workflow';
import { gatewaysProperty } from '../core/n8n/gateways';
import { storageProperties } from '../core/n8n/storage';

export const properties: INodeProperties[] = [
  {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    default: 'record',
    options: [
      {
        name: 'Confirm',
        value: 'confirm',
        action: 'Confirm what was sent',
        description:
          'After the channels: note what was sent and what was not, and finish the event',
      },
      {
        name: 'Record',
        value: 'record',
        action: 'Record an event in its case',
        description: 'Before anything is counted or sent: find out whether money is still owed',
      },
    ],
  },
  {
    ...gatewaysProperty('The gateways whose orders are marked with the case and its status.'),
    displayOptions: { show: { operation: ['record'] } },
  },
  {
    displayName: 'Staff Recipient',
    name: 'staffRecipient',
    type: 'string',
    default: '',
    placeholder: 'e.g. #payments',
    description:
      'Who hears that a case is settled: a channel, an address or a number. Handed on as alert.to, and replaced by the test recipient in test runs.',
    displayOptions: { show: { operation: ['record'] } },
  },
  ...storageProperties,
];
