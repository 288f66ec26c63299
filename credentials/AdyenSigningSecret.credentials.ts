import type {
  IAuthenticateGeneric,
  ICredentialTestRequest,
  ICredentialType,
  Icon,
  INodeProperties,
} from 'n8n-workflow';

/** What Adyen's deliveries are checked with, and what sets up the webhook. */
export class AdyenSigningSecret implements ICredentialType {
  name = 'adyenSigningSecret';
  displayName = 'Adyen Signing Secret API';
  documentationUrl = 'https://docs.adyen.com/development-resources/api-credentials';
  icon: Icon = {
    light: 'file:../nodes/Adyen/adyenPaymentFailureTrigger.svg',
    dark: 'file:../nodes/Adyen/adyenPaymentFailureTrigger.dark.svg',
  };
  properties: INodeProperties[] = [
    {
      displayName: 'Environment',
      name: 'environment',
      type: 'options',
      options: [
        { name: 'Live', value: 'live' },
        { name: 'Test', value: 'test' },
      ],
      default: 'live',
      description: 'Keys of one do not work in the other',
    },
    {
      displayName: 'Merchant Account',
      name: 'merchantAccount',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. EmberAndRiceECOM',
      description: 'The name of the merchant account, at the top of Adyen’s Customer Area',
    },
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description:
        'Sets up the webhook. Made in the Customer Area under Developers, API credentials; it needs the roles “Management API—Accounts read” and “Management API—Webhooks read and write”. Not needed if you add the webhook yourself.',
    },
    {
      displayName: 'HMAC Keys',
      name: 'signingSecrets',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description:
        'Only if you add the webhook yourself: the hexadecimal HMAC key that you generate in its settings. Several are separated by commas, for instance while one is being replaced. With one in here no webhook is set up for you.',
    },
    {
      displayName: 'Webhook User Name',
      name: 'webhookUser',
      type: 'string',
      default: '',
      description:
        'If filled in, deliveries have to bring it besides their signature. The same as in the webhook’s settings under Security, Basic authentication; a webhook that is set up for you gets it.',
    },
    {
      displayName: 'Webhook Password',
      name: 'webhookPassword',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description: 'The password to the user name above',
    },
    {
      displayName: 'Merchant Reference Stands For',
      name: 'merchantReference',
      type: 'options',
      options: [
        {
          name: 'One Payment',
          value: 'payment',
          description:
            'Another try carries the same reference, and its success settles the failure',
        },
        {
          name: 'An Order Paid in Parts',
          value: 'order',
          description:
            'Several payments of one order carry the same reference. A declined part is settled by itself alone, or by the whole order where its total is known.',
        },
      ],
      default: 'payment',
      description: 'What the reference that you give Adyen with each payment stands for',
    },
    {
      displayName: 'Management API Address',
      name: 'managementUrl',
      type: 'string',
      default: '',
      placeholder: 'e.g. https://management-live.adyen.com/v3',
      description: 'Only if Adyen gave you another address than the usual one of the environment',
    },
  ];
  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { 'X-API-Key': '={{$credentials.apiKey}}' } },
  };
  test: ICredentialTestRequest = {
    request: {
      baseURL:
        '={{$credentials.managementUrl || ($credentials.environment === "live" ? "https://management-live.adyen.com/v3" : "https://management-test.adyen.com/v3")}}',
      url: '=/merchants/{{encodeURIComponent($credentials.merchantAccount)}}',
    },
  };
}
