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
import { isObject, object, text } from '../nodes/core/event/json';
import { hostOf } from '../nodes/Toast/host';

/** What Toast's deliveries are checked with, and what names and missed orders are read with. */
export class ToastSigningSecret implements ICredentialType {
  name = 'toastSigningSecret';
  displayName = 'Toast Signing Secret API';
  documentationUrl = 'https://doc.toasttab.com/doc/devguide/authentication.html';
  icon: Icon = {
    light: 'file:../nodes/Toast/toastPaymentFailureTrigger.svg',
    dark: 'file:../nodes/Toast/toastPaymentFailureTrigger.dark.svg',
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
      description: 'Toast calls it Production. Secrets of one do not work in the other.',
    },
    {
      displayName: 'Signing Secrets',
      name: 'signingSecrets',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'The secret key of the webhook subscription, which Toast shows when the subscription is made. Several are separated by commas, for instance while one is being replaced. Without one no delivery is accepted.',
    },
    {
      displayName: 'Restaurant GUID',
      name: 'restaurantGuid',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. 4622e7a9-b4be-3fef-9220-b3dad273e0b4',
      description:
        'Which restaurant (location) it is, as Toast Web lists it under Integrations, Toast API access',
    },
    {
      displayName: 'Currency',
      name: 'currency',
      type: 'string',
      default: 'USD',
      required: true,
      placeholder: 'e.g. USD',
      description: 'The ISO 4217 code of the restaurant’s currency: orders come without one',
    },
    {
      displayName: 'Client ID',
      name: 'clientId',
      type: 'string',
      default: '',
      description:
        'Of your API access, made in Toast Web under Integrations, Toast API access, Manage credentials, with the scopes orders:read, config:read, labor.employees:read and restaurants:read. Without it tables and servers stay unnamed, and nothing is looked for that was missed.',
    },
    {
      displayName: 'Client Secret',
      name: 'clientSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description: 'The secret to the client ID above',
    },
    {
      displayName: 'API Address',
      name: 'apiHost',
      type: 'string',
      default: '',
      placeholder: 'e.g. https://ws-api.toasttab.com',
      description: 'Only if Toast gave you another address than the usual one of the environment',
    },
    {
      displayName: 'Access Token',
      name: 'accessToken',
      type: 'hidden',
      typeOptions: { password: true, expirable: true },
      default: '',
    },
  ];

  /** n8n asks again where a token has expired. https://doc.toasttab.com/doc/devguide/authentication.html */
  async preAuthentication(
    this: IHttpRequestHelper,
    credential: ICredentialDataDecryptedObject,
  ): Promise<IDataObject> {
    const answer: unknown = await this.helpers.httpRequest({
      method: 'POST',
      url: `${hostOf(credential)}/authentication/v1/authentication/login`,
      body: {
        clientId: credential.clientId,
        clientSecret: credential.clientSecret,
        userAccessType: 'TOAST_MACHINE_CLIENT',
      },
      json: true,
    });
    const { token } = isObject(answer) ? answer : {};
    return { accessToken: text(object(token).accessToken) ?? '' };
  }

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken}}' } },
  };
  test: ICredentialTestRequest = {
    request: {
      baseURL:
        '={{$credentials.apiHost || ($credentials.environment === "sandbox" ? "https://ws-sandbox-api.eng.toasttab.com" : "https://ws-api.toasttab.com")}}',
      url: '=/restaurants/v1/restaurants/{{encodeURIComponent($credentials.restaurantGuid)}}',
      headers: { 'Toast-Restaurant-External-ID': '={{$credentials.restaurantGuid}}' },
    },
  };
}
