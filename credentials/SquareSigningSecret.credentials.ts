import type {
  IAuthenticateGeneric,
  ICredentialTestRequest,
  ICredentialType,
  Icon,
  INodeProperties,
} from 'n8n-workflow';

/** What Square's deliveries are checked with, and what sets their subscription up and completes them. */
export class SquareSigningSecret implements ICredentialType {
  name = 'squareSigningSecret';
  displayName = 'Square Signing Secret API';
  documentationUrl = 'https://developer.squareup.com/docs/build-basics/access-tokens';
  icon: Icon = {
    light: 'file:../nodes/Square/squarePaymentFailureTrigger.svg',
    dark: 'file:../nodes/Square/squarePaymentFailureTrigger.dark.svg',
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
      description: 'Square calls it Production. Access tokens of one do not work in the other.',
    },
    {
      displayName: 'Access Token',
      name: 'accessToken',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'Found in the Square Developer Console: open your application, then Credentials. It has to be the application’s own access token; tokens from OAuth may not set up webhooks.',
    },
    {
      displayName: 'Signature Keys',
      name: 'signingSecrets',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description:
        'Leave empty, and the webhook is set up for you. Only where you added it yourself: its signature key, from Webhooks, Subscriptions. Several are separated by commas, for instance while one is being replaced.',
    },
  ];
  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken}}' } },
  };
  test: ICredentialTestRequest = {
    request: {
      baseURL:
        '={{$credentials.environment === "sandbox" ? "https://connect.squareupsandbox.com" : "https://connect.squareup.com"}}',
      url: '/v2/merchants/me',
    },
  };
}
