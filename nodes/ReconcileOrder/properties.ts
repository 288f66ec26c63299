import type { INodeProperties } from 'n8n-workflow';
import { gatewaysProperty, MARKED } from '../core/n8n/gateways';
import { staffRecipientProperty } from '../core/n8n/recipients';
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
    displayName:
      '<b>Still Open</b> tells the Escalation Counter of every payment that failed and is owed, and of those that were paid before anybody was told: they count, and leave the counter by <b>Duplicate</b>. Place whatever speaks to people behind the counter.',
    name: 'stillOpenNotice',
    type: 'notice',
    default: '',
    displayOptions: { show: { operation: ['record'] } },
  },
  {
    ...gatewaysProperty(
      'The gateways whose orders are marked with the case and its status: those that let it be written.',
      MARKED,
    ),
    displayOptions: { show: { operation: ['record'] } },
  },
  {
    ...staffRecipientProperty('that a case is settled'),
    displayOptions: { show: { operation: ['record'] } },
  },
  ...storageProperties,
];
