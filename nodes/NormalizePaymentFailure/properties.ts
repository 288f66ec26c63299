import type { INodeProperties } from 'n8n-workflow';
import { gatewaysProperty } from '../core/n8n/gateways';
import { testRecipientOptions } from '../core/n8n/recipients';
import { sourceProperty } from './custom/origin';
import { customProperties } from './custom/properties';
import { storageProperties } from '../core/n8n/storage';

export const properties: INodeProperties[] = [
  sourceProperty,
  ...customProperties,
  gatewaysProperty('The gateways that are asked for what their events leave out.'),
  ...storageProperties,
  {
    displayName: 'Accept Unverified Events',
    name: 'acceptUnverified',
    type: 'boolean',
    noDataExpression: true,
    default: false,
    displayOptions: { show: { source: ['gateways'] } },
    description:
      'Whether to take events from a Webhook node, or from another trigger, that nobody verified. Anyone who knows the address could then invent payments. Leave this off when the Webhook node hands over the raw body: it is verified here.',
  },
  {
    displayName:
      'Events that nobody verified are accepted. Use this pack’s own triggers wherever there is one.',
    name: 'unverifiedNotice',
    type: 'notice',
    default: '',
    displayOptions: { show: { source: ['gateways'], acceptUnverified: [true] } },
  },
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      {
        displayName: 'Account ID',
        name: 'account',
        type: 'string',
        default: '',
        description:
          'The account that events from other triggers belong to. Read from the gateway if left empty.',
      },
      {
        displayName: 'Runs Are',
        name: 'run',
        type: 'options',
        default: 'detect',
        description:
          'Whether events from other triggers count as live. n8n cannot tell for retried runs and for workflows that are called by others.',
        options: [
          { name: 'Detect', value: 'detect', description: 'Live when published, a test by hand' },
          { name: 'Live', value: 'live' },
          { name: 'Test', value: 'test' },
        ],
      },
      ...testRecipientOptions,
    ],
  },
];
