import { createHmac, randomUUID } from 'node:crypto';
import type {
  ICredentialDataDecryptedObject,
  ICredentialTestRequest,
  ICredentialType,
  Icon,
  IHttpRequestOptions,
  INodeProperties,
} from 'n8n-workflow';
import { text } from '../nodes/core/event/json';

const ofIpg = { show: { product: ['ipg'] } };
const ofHub = { show: { product: ['commerceHub'] } };

/** What Fiserv's deliveries are checked with, and what its APIs are asked with. */
export class FiservSigningSecret implements ICredentialType {
  name = 'fiservSigningSecret';
  displayName = 'Fiserv Signing Secret API';
  documentationUrl = 'https://docs.fiserv.dev/public/docs/s2s-notifications';
  icon: Icon = {
    light: 'file:../nodes/Fiserv/fiservPaymentFailureTrigger.svg',
    dark: 'file:../nodes/Fiserv/fiservPaymentFailureTrigger.dark.svg',
  };
  properties: INodeProperties[] = [
    {
      displayName: 'Product',
      name: 'product',
      type: 'options',
      options: [
        { name: 'Commerce Hub', value: 'commerceHub' },
        { name: 'IPG Connect', value: 'ipg' },
      ],
      default: 'ipg',
      description: 'Which of Fiserv’s gateways the account is with',
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
      description: 'Keys of one do not work in the other',
    },
    {
      displayName: 'Store or Merchant ID',
      name: 'account',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. 10123456789',
      description: 'The store ID of the IPG (storename), or Commerce Hub’s merchant ID',
    },
    {
      displayName: 'Shared Secrets',
      name: 'signingSecrets',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'For the IPG, the shared secret that your checkout signs its requests with. For Commerce Hub, a secret of your own making, with which your checkout signs what it posts here. Several are separated by blanks, for instance while one is being replaced.',
    },
    {
      displayName: 'Recurring Shared Secrets',
      name: 'recurringSecrets',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      displayOptions: ofIpg,
      description:
        'Only for payments that the IPG collects by itself: the secret that Fiserv agreed with you for their notifications (rcpSharedSecret). Without one they are refused.',
    },
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description:
        'Made in Fiserv’s developer portal. Not needed for alerts; with it, what a notification says besides its signed fields is confirmed, and missing details are read.',
    },
    {
      displayName: 'API Secret',
      name: 'apiSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description: 'The secret of the same application in Fiserv’s developer portal',
    },
    {
      displayName: 'Terminal ID',
      name: 'terminalId',
      type: 'string',
      default: '',
      displayOptions: ofHub,
      description: 'Only if your merchant ID needs one in each request',
    },
    {
      displayName: 'Order Number Stands For',
      name: 'orderNumber',
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
            'Several payments of one order carry the same number. A declined part is settled by itself alone, or by the whole order where its total is known.',
        },
      ],
      default: 'payment',
      description:
        'What the order number (oid, merchantOrderId) that you give each payment stands for',
    },
    {
      displayName: 'Trust What Is Not Signed',
      name: 'trustUnsigned',
      type: 'boolean',
      default: false,
      displayOptions: ofIpg,
      description:
        'Whether to take order number and contact details from a notification although the IPG signs neither, and checks no certificate when it sends them. Not needed with an API key, which confirms the payment instead.',
    },
    {
      displayName: 'API Address',
      name: 'apiUrl',
      type: 'string',
      default: '',
      placeholder: 'e.g. https://prod.api.firstdata.com/gateway/v2',
      description:
        'Only if Fiserv gave you another address than the usual one of Europe’s IPG, or of Commerce Hub',
    },
  ];

  /** https://docs.fiserv.dev/public/docs/message-signature; Commerce Hub has the same under other names. */
  authenticate = async (
    { product, apiKey, apiSecret }: ICredentialDataDecryptedObject,
    request: IHttpRequestOptions,
  ): Promise<IHttpRequestOptions> => {
    const key = text(apiKey) ?? '';
    const id = randomUUID();
    const timestamp = String(Date.now());
    const body: unknown = request.body;
    const written =
      typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
    const signature = createHmac('sha256', text(apiSecret) ?? '')
      .update(key + id + timestamp + written)
      .digest('base64');
    return {
      ...request,
      headers: {
        ...request.headers,
        'Api-Key': key,
        'Client-Request-Id': id,
        Timestamp: timestamp,
        ...(product === 'commerceHub'
          ? { 'Auth-Token-Type': 'HMAC', Authorization: signature }
          : { 'Message-Signature': signature }),
      },
      ...(written !== '' && { body: written }),
    };
  };

  /** Asks for a transaction that there is not: whoever may ask is told so, with a 404 or an empty list. */
  test: ICredentialTestRequest = {
    request: {
      baseURL:
        '={{$credentials.apiUrl || ($credentials.product === "commerceHub" ? ($credentials.environment === "sandbox" ? "https://cert.api.fiservapps.com/ch" : "https://prod.api.fiservapps.com/ch") : ($credentials.environment === "sandbox" ? "https://prod.emea.api.fiservapps.com/sandbox/ipp/payments-gateway/v2" : "https://prod.emea.api.fiservapps.com/ipp/payments-gateway/v2"))}}',
      url: '={{$credentials.product === "commerceHub" ? "/payments/v1/transaction-inquiry" : "/payments/10000"}}',
      ignoreHttpStatusErrors: { ignore: true, except: [401, 403] },
    },
  };
}
