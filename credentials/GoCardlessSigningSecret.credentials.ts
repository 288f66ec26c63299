import type {
  IAuthenticateGeneric,
  ICredentialTestRequest,
  ICredentialType,
  Icon,
  INodeProperties,
} from 'n8n-workflow';

/** What GoCardless's deliveries are checked with, and what completes them. */
export class GoCardlessSigningSecret implements ICredentialType {
  name = 'goCardlessSigningSecret';
  displayName = 'GoCardless Signing Secret API';
  documentationUrl =
    'https://developer.gocardless.com/getting-started/api/making-your-first-request/';
  icon: Icon = {
    light: 'file:../nodes/GoCardless/goCardlessPaymentFailureTrigger.svg',
    dark: 'file:../nodes/GoCardless/goCardlessPaymentFailureTrigger.dark.svg',
  };
  properties: INodeProperties[] = [
    {
      displayName: 'Environment',
      name: 'environment',
      type: 'options',
      options: [
        { name: 'Live', value: 'live' },
        { name: 'Sandbox', value: 'sandbox' },
      ],
      default: 'live',
      description: 'Access tokens and webhook endpoints of one do not work in the other',
    },
    {
      displayName: 'Access Token',
      name: 'accessToken',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'Made in GoCardless under Developers, Create, Access token. Read access is enough, unless payments are to be marked with their case.',
    },
    {
      displayName: 'Webhook Endpoint Secrets',
      name: 'signingSecrets',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description:
        'Made in GoCardless under Developers, Create, Webhook endpoint. Several are separated by commas, for instance while one is being replaced. Without one no delivery is accepted.',
    },
  ];
  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken}}' } },
  };
  test: ICredentialTestRequest = {
    request: {
      baseURL:
        '={{$credentials.environment === "sandbox" ? "https://api-sandbox.gocardless.com" : "https://api.gocardless.com"}}',
      url: '/creditors?limit=1',
      headers: { 'GoCardless-Version': '2015-07-06' },
    },
  };
}
