import type {
  ICredentialDataDecryptedObject,
  ICredentialTestRequest,
  ICredentialType,
  Icon,
  IHttpRequestOptions,
  INodeProperties,
} from 'n8n-workflow';
import { text } from '../nodes/core/event/json';

/** What Clover's deliveries are checked with, and what completes them. */
export class CloverSigningSecret implements ICredentialType {
  name = 'cloverSigningSecret';
  displayName = 'Clover Signing Secret API';
  documentationUrl = 'https://docs.clover.com/dev/docs/using-api-tokens';
  icon: Icon = {
    light: 'file:../nodes/Clover/cloverPaymentFailureTrigger.svg',
    dark: 'file:../nodes/Clover/cloverPaymentFailureTrigger.dark.svg',
  };
  properties: INodeProperties[] = [
    {
      displayName: 'Region',
      name: 'region',
      type: 'options',
      options: [
        { name: 'Europe', value: 'eu' },
        { name: 'Latin America', value: 'la' },
        { name: 'North America', value: 'us' },
        { name: 'Sandbox', value: 'sandbox' },
      ],
      default: 'us',
      description:
        'Where the restaurant has its Clover account. Tokens of one do not work in another.',
    },
    {
      displayName: 'Merchant ID',
      name: 'merchantId',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. 8H1C0K3Y5M2N4',
      description:
        'Found in the Merchant Dashboard under Account & Setup, About Your Business: 13 capital letters and digits',
    },
    {
      displayName: 'API Token',
      name: 'apiToken',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'Made in the Merchant Dashboard under Account & Setup, API Tokens. It has to read merchant, payments, orders and customers, and to write orders if cases are to be written on them.',
    },
    {
      displayName: 'Clover Auth Codes',
      name: 'authTokens',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description:
        'Only with an app of your own: shown in the Developer Dashboard under Your Apps, App Settings, Webhooks, once its address is verified. Several are separated by commas. Without one no delivery of an app is accepted.',
    },
    {
      displayName: 'Hosted Checkout Signing Secrets',
      name: 'signingSecrets',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description:
        'Only with Hosted Checkout: made in the Merchant Dashboard under Account & Setup, Ecommerce, Hosted Checkout. Several are separated by commas, for instance while one is being replaced. Without one no delivery of Hosted Checkout is accepted.',
    },
    {
      displayName: 'Ecommerce Private Key',
      name: 'ecommercePrivateKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description:
        'Made in the Merchant Dashboard under Account & Setup, Ecommerce API Tokens. With it, why a card was declined on the web is read; without it, the reason is unknown.',
    },
    {
      displayName: 'Currency',
      name: 'currency',
      type: 'string',
      default: 'USD',
      required: true,
      placeholder: 'e.g. USD',
      description:
        'The ISO 4217 code of the account’s currency, for payments that come without an order that says it',
    },
    {
      displayName: 'Further Merchants',
      name: 'merchantTokens',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      placeholder: 'e.g. 8H1C0K3Y5M2N4=token, 7G0B9J2X4L1M3=token',
      description:
        'Only where the webhooks of one app tell of several restaurants: merchant ID and API token of each of the others, with an equals sign between and commas in between',
    },
  ];

  /** Each merchant has a token of its own, and the Ecommerce API a key of its own. */
  authenticate = async (
    credential: ICredentialDataDecryptedObject,
    request: IHttpRequestOptions,
  ): Promise<IHttpRequestOptions> => ({
    ...request,
    headers: { ...request.headers, Authorization: `Bearer ${tokenFor(request, credential)}` },
  });

  test: ICredentialTestRequest = {
    request: {
      baseURL:
        '={{({ eu: "https://api.eu.clover.com", la: "https://api.la.clover.com", sandbox: "https://apisandbox.dev.clover.com" })[$credentials.region] || "https://api.clover.com"}}',
      url: '=/v3/merchants/{{$credentials.merchantId}}',
    },
  };
}

function tokenFor(
  { url, baseURL }: IHttpRequestOptions,
  credential: ICredentialDataDecryptedObject,
): string {
  const { pathname } = new URL(url, baseURL);
  const own = text(credential.apiToken) ?? '';
  if (pathname.startsWith('/v1/')) return text(credential.ecommercePrivateKey) ?? '';
  const merchant = /^\/v3\/merchants\/([^/]+)/.exec(pathname)?.[1] ?? '';
  return merchant === credential.merchantId ? own : (others(credential).get(merchant) ?? own);
}

const others = ({ merchantTokens }: ICredentialDataDecryptedObject): ReadonlyMap<string, string> =>
  new Map(
    (text(merchantTokens) ?? '').split(/[\s,]+/).flatMap((pair) => {
      const [merchant, token] = pair.split('=');
      return merchant !== undefined && token !== undefined ? [[merchant, token] as const] : [];
    }),
  );
