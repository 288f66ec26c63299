import type {
  ICredentialDataDecryptedObject,
  ICredentialTestRequest,
  ICredentialType,
  Icon,
  IHttpRequestHelper,
  IHttpRequestOptions,
  INodeProperties,
} from 'n8n-workflow';
import { object, text } from '../nodes/core/event/json';
import { addressOf, PUBLIC_URL, PUSH_URL } from '../nodes/Mindbody/urls';

/** What Mindbody's deliveries are checked with, what sets their subscription up, and what its data are read with. */
export class MindbodySigningSecret implements ICredentialType {
  name = 'mindbodySigningSecret';
  displayName = 'Mindbody Signing Secret API';
  documentationUrl = 'https://developers.mindbodyonline.com/PublicDocumentation/V6';
  icon: Icon = {
    light: 'file:../nodes/Mindbody/mindbodyPaymentFailureTrigger.svg',
    dark: 'file:../nodes/Mindbody/mindbodyPaymentFailureTrigger.dark.svg',
  };
  properties: INodeProperties[] = [
    {
      displayName: 'Site ID',
      name: 'siteId',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. 123456',
      description: 'The number of your site at Mindbody. The sandbox is -99.',
    },
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'For the Public API: made in the Mindbody developer portal under API Credentials. The site has to activate it once, by the link or code that the portal gives.',
    },
    {
      displayName: 'Webhooks API Key',
      name: 'webhooksApiKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description:
        'For the Webhooks API: a second key of the same portal. Sets up the webhook subscription. Leave empty if one key serves for both.',
    },
    {
      displayName: 'Staff User Name',
      name: 'username',
      type: 'string',
      default: '',
      required: true,
      description:
        'A staff member who may see sales, clients and contracts, and write contact logs if cases are to be noted there',
    },
    {
      displayName: 'Staff Password',
      name: 'password',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: 'The password of that staff member',
    },
    {
      displayName: 'Currency',
      name: 'currency',
      type: 'string',
      default: 'USD',
      required: true,
      placeholder: 'e.g. USD',
      description: 'The ISO 4217 code of the site’s currency: Mindbody’s amounts come without one',
    },
    {
      displayName: 'Time Zone',
      name: 'timeZone',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. America/New_York',
      description: 'Of the site’s clocks: Mindbody’s times come without a zone',
    },
    {
      displayName: 'Signature Keys',
      name: 'signingSecrets',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description:
        'Leave empty, and the webhook subscription is set up for you. Only where you made it yourself: the messageSignatureKey that Mindbody gave. Several are separated by commas, for instance while one is being replaced.',
    },
    {
      displayName: 'Public API Address',
      name: 'publicUrl',
      type: 'string',
      default: '',
      placeholder: `e.g. ${PUBLIC_URL}`,
      description: 'Only if Mindbody gave you another address than the usual one',
    },
    {
      displayName: 'Webhooks API Address',
      name: 'pushUrl',
      type: 'string',
      default: '',
      placeholder: 'e.g. https://push-api.mindbodyonline.com/api/v1',
      description: `Only if Mindbody gave you another address than ${PUSH_URL}`,
    },
    {
      displayName: 'Staff Token',
      name: 'staffToken',
      type: 'hidden',
      typeOptions: { expirable: true, password: true },
      default: '',
    },
  ];

  /** n8n keeps the token, and asks for another where Mindbody answers that it ran out. */
  async preAuthentication(
    this: IHttpRequestHelper,
    { publicUrl, siteId, apiKey, username, password }: ICredentialDataDecryptedObject,
  ): Promise<{ staffToken?: string }> {
    if (text(username) === undefined) return {};
    const answer: unknown = await this.helpers.httpRequest({
      method: 'POST',
      url: `${addressOf(publicUrl, PUBLIC_URL)}/usertoken/issue`,
      headers: { 'API-Key': text(apiKey) ?? '', SiteId: text(siteId) ?? '' },
      body: { Username: username, Password: password },
      json: true,
    });
    const token = text(object(answer).AccessToken);
    return token === undefined ? {} : { staffToken: token };
  }

  authenticate = async (
    { siteId, apiKey, webhooksApiKey, pushUrl, staffToken }: ICredentialDataDecryptedObject,
    request: IHttpRequestOptions,
  ): Promise<IHttpRequestOptions> => {
    const isPush = `${request.baseURL ?? ''}${request.url}`.startsWith(
      addressOf(pushUrl, PUSH_URL),
    );
    const key = text(apiKey) ?? '';
    const token = text(staffToken);
    const added = isPush
      ? { 'API-Key': text(webhooksApiKey) ?? key }
      : {
          'API-Key': key,
          SiteId: text(siteId) ?? '',
          ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        };
    return { ...request, headers: { ...added, ...request.headers } };
  };

  test: ICredentialTestRequest = {
    request: {
      baseURL: `={{($credentials.publicUrl || "${PUBLIC_URL}").replace(/\\/+$/, "")}}`,
      url: '/sale/transactions?request.limit=1',
    },
  };
}
