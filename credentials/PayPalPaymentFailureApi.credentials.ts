import type {
  IAuthenticateGeneric,
  ICredentialDataDecryptedObject,
  ICredentialTestRequest,
  ICredentialType,
  Icon,
  IDataObject,
  IHttpRequestHelper,
  INodeProperties,
} from 'n8n-workflow';
import { object, text } from '../nodes/core/event/json';

/** What PayPal's deliveries are checked with, and what sets their webhook up and completes them. */
export class PayPalPaymentFailureApi implements ICredentialType {
  name = 'payPalPaymentFailureApi';
  displayName = 'PayPal Payment Failure API';
  documentationUrl = 'https://developer.paypal.com/api/rest/';
  icon: Icon = {
    light: 'file:../nodes/PayPal/payPalPaymentFailureTrigger.svg',
    dark: 'file:../nodes/PayPal/payPalPaymentFailureTrigger.dark.svg',
  };
  properties: INodeProperties[] = [
    {
      displayName: 'Access Token',
      name: 'accessToken',
      type: 'hidden',
      typeOptions: { expirable: true, password: true },
      default: '',
    },
    {
      displayName: 'Environment',
      name: 'environment',
      type: 'options',
      options: [
        { name: 'Live', value: 'live' },
        { name: 'Sandbox', value: 'sandbox' },
      ],
      default: 'live',
      description:
        'Apps of one do not work in the other. Deliveries are checked in the sandbox exactly as they are live.',
    },
    {
      displayName: 'Client ID',
      name: 'clientId',
      type: 'string',
      default: '',
      required: true,
      description:
        'Found in the PayPal Developer Dashboard under Apps & Credentials, in your app. It has to be the app that takes the payments: PayPal tells an app of its own only.',
    },
    {
      displayName: 'Secret',
      name: 'clientSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: 'Found beside the client ID',
    },
    {
      displayName: 'Webhook IDs',
      name: 'webhookIds',
      type: 'string',
      default: '',
      description:
        'Leave empty, and the webhook is set up for you. Only where you added it yourself: its ID, from your app under Webhooks. Several are separated by commas, for instance while one takes the place of another.',
    },
    {
      displayName: 'Ask PayPal if Its Certificate Is Missing',
      name: 'askPayPal',
      type: 'boolean',
      default: false,
      description:
        'Whether PayPal is asked to check a delivery itself, where the certificate that signs it cannot be fetched. Otherwise PayPal is asked to send it again.',
    },
    {
      displayName: 'IPN Receivers',
      name: 'ipnReceivers',
      type: 'string',
      default: '',
      placeholder: 'e.g. till@bbq.example',
      description:
        'Only for Instant Payment Notification: the email addresses or the merchant ID of your PayPal account, separated by commas. Notifications for others are refused, and without any all are.',
    },
    {
      displayName: 'Invoice ID Stands For',
      name: 'invoiceNumber',
      type: 'options',
      options: [
        {
          name: 'One Payment',
          value: 'payment',
          description: 'Another try carries the same number, and its success settles the failure',
        },
        {
          name: 'An Order Paid in Parts',
          value: 'order',
          description:
            'Several payments of one order carry the same number. A declined part is settled by itself alone.',
        },
      ],
      default: 'payment',
      description: 'What the invoice ID that you give PayPal with each payment stands for',
    },
  ];

  /** https://developer.paypal.com/api/rest/authentication/ */
  async preAuthentication(
    this: IHttpRequestHelper,
    { environment, clientId, clientSecret }: ICredentialDataDecryptedObject,
  ): Promise<IDataObject> {
    const host = environment === 'sandbox' ? 'api-m.sandbox.paypal.com' : 'api-m.paypal.com';
    const answer: unknown = await this.helpers.httpRequest({
      method: 'POST',
      url: `https://${host}/v1/oauth2/token`,
      auth: { username: text(clientId) ?? '', password: text(clientSecret) ?? '' },
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
      json: true,
    });
    return { accessToken: text(object(answer).access_token) };
  }

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken}}' } },
  };

  test: ICredentialTestRequest = {
    request: {
      baseURL:
        '={{$credentials.environment === "sandbox" ? "https://api-m.sandbox.paypal.com" : "https://api-m.paypal.com"}}',
      url: '/v1/notifications/webhooks',
    },
  };
}
