import type { INodeProperties } from 'n8n-workflow';
import { field, show } from './field';

/** Whose events come in, and who makes sure of it. */

export const sourceProperty: INodeProperties = {
  displayName: 'Events Of',
  name: 'source',
  type: 'options',
  noDataExpression: true,
  default: 'gateways',
  description: 'Whose events come in here, besides those of this pack’s own triggers',
  options: [
    {
      name: 'Gateways of This Pack',
      value: 'gateways',
      description: 'Recognised by themselves, whatever trigger they came through',
    },
    {
      name: 'Custom Gateway',
      value: 'custom',
      description: 'Another processor, whose fields you map here',
    },
  ],
};

export const originProperties: INodeProperties[] = [
  field({
    displayName: 'Gateway Name',
    name: 'customGateway',
    required: true,
    noDataExpression: true,
    placeholder: 'e.g. hanapay',
    description:
      'What you call the processor: one lower-case word. Every case is kept under it, so do not change it later.',
  }),
  field({
    displayName: 'Account Name',
    name: 'customAccount',
    required: true,
    placeholder: 'e.g. main',
    description:
      'Which of your merchant accounts there this is. One word for all, if there is only one.',
  }),
  {
    displayName: 'Verified By',
    name: 'verifiedBy',
    type: 'options',
    noDataExpression: true,
    default: 'signature',
    displayOptions: { show },
    description: 'Who makes sure that the processor sent this, and not somebody else',
    options: [
      {
        name: 'Signature',
        value: 'signature',
        description: 'An HMAC over the raw body, checked here with the key of the credential',
      },
      {
        name: 'Webhook Node',
        value: 'webhook',
        description: 'Its Authentication. Where that is None, nothing is taken.',
      },
      {
        name: 'Nobody',
        value: 'nobody',
        description: 'For what this workflow has fetched itself, such as by HTTP Request',
      },
    ],
  },
  {
    displayName:
      'Events that nobody verified are accepted. If they come in by a webhook, anyone who knows its address can invent payments.',
    name: 'nobodyNotice',
    type: 'notice',
    default: '',
    displayOptions: { show: { ...show, verifiedBy: ['nobody'] } },
  },
];
