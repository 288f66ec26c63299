import type {
  ICredentialDataDecryptedObject,
  ICredentialTestRequest,
  ICredentialType,
  Icon,
  IHttpRequestOptions,
  INodeProperties,
} from 'n8n-workflow';
import { text } from '../nodes/core/event/json';

/** What Authorize.Net's deliveries are checked with, and what its APIs are asked with. */
export class AuthorizeNetSigningSecret implements ICredentialType {
  name = 'authorizeNetSigningSecret';
  displayName = 'Authorize.Net Signing Secret API';
  documentationUrl = 'https://developer.authorize.net/api/reference/features/webhooks.html';
  icon: Icon = {
    light: 'file:../nodes/AuthorizeNet/authorizeNetPaymentFailureTrigger.svg',
    dark: 'file:../nodes/AuthorizeNet/authorizeNetPaymentFailureTrigger.dark.svg',
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
      description: 'Logins and keys of one do not work in the other',
    },
    {
      displayName: 'API Login ID',
      name: 'apiLoginId',
      type: 'string',
      default: '',
      required: true,
      description:
        'Found in the Merchant Interface under Account, Settings, API Credentials and Keys',
    },
    {
      displayName: 'Transaction Key',
      name: 'transactionSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'Made in the Merchant Interface under Account, Settings, API Credentials and Keys. The Transaction Details API has to be switched on under Account, Settings as well.',
    },
    {
      displayName: 'Signature Keys',
      name: 'signingSecrets',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description:
        'Made in the Merchant Interface under Account, Settings, API Credentials and Keys: 128 signs, 0 to 9 and A to F. Several are separated by commas, for instance while one is being replaced. Without one no delivery is accepted.',
    },
    {
      displayName: 'Currency',
      name: 'currency',
      type: 'string',
      default: 'USD',
      required: true,
      placeholder: 'e.g. USD',
      description:
        'The ISO 4217 code of the account’s currency: Authorize.Net’s amounts come without one',
    },
    {
      displayName: 'Invoice Number Stands For',
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
      description:
        'What the invoice number that you give Authorize.Net with each payment stands for',
    },
  ];

  /** REST takes basic authentication; the JSON API wants the login within the request, before anything else. */
  authenticate = async (
    { apiLoginId, transactionSecret }: ICredentialDataDecryptedObject,
    request: IHttpRequestOptions,
  ): Promise<IHttpRequestOptions> => {
    const [name, key] = [text(apiLoginId) ?? '', text(transactionSecret) ?? ''];
    return request.url.includes('/rest/')
      ? { ...request, auth: { username: name, password: key } }
      : { ...request, body: signedIn(request.body, { name, transactionKey: key }) };
  };

  test: ICredentialTestRequest = {
    request: {
      baseURL:
        '={{$credentials.environment === "sandbox" ? "https://apitest.authorize.net" : "https://api.authorize.net"}}',
      url: '/rest/v1/eventtypes',
    },
  };
}

/** Authorize.Net reads fields in the order of its schema, and the login is the first of each request. */
function signedIn(body: unknown, merchantAuthentication: object): string {
  const given: unknown = typeof body === 'string' ? JSON.parse(body) : body;
  const requests = Object.entries(given ?? {}).map(([request, fields]: [string, unknown]) => [
    request,
    { merchantAuthentication, ...(typeof fields === 'object' ? fields : {}) },
  ]);
  return JSON.stringify(Object.fromEntries(requests));
}
