import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

/** The login to QuickBooks Payments. n8n's own credential for QuickBooks asks for the books alone. */
export class QuickBooksPaymentsOAuth2Api implements ICredentialType {
  name = 'quickBooksPaymentsOAuth2Api';
  extends = ['oAuth2Api'];
  displayName = 'QuickBooks Payments OAuth2 API';
  documentationUrl =
    'https://developer.intuit.com/app/developer/qbpayments/docs/develop/authentication-and-authorization';
  icon: Icon = {
    light: 'file:../nodes/QuickBooks/quickBooksPaymentFailureTrigger.svg',
    dark: 'file:../nodes/QuickBooks/quickBooksPaymentFailureTrigger.dark.svg',
  };
  properties: INodeProperties[] = [
    {
      displayName: 'Grant Type',
      name: 'grantType',
      type: 'hidden',
      default: 'authorizationCode',
    },
    {
      displayName: 'Authorization URL',
      name: 'authUrl',
      type: 'hidden',
      default: 'https://appcenter.intuit.com/connect/oauth2',
    },
    {
      displayName: 'Access Token URL',
      name: 'accessTokenUrl',
      type: 'hidden',
      default: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
    },
    {
      displayName: 'Scope',
      name: 'scope',
      type: 'hidden',
      default: 'com.intuit.quickbooks.payment',
    },
    {
      displayName: 'Auth URI Query Parameters',
      name: 'authQueryParameters',
      type: 'hidden',
      default: '',
    },
    { displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'header' },
    {
      displayName: 'Environment',
      name: 'environment',
      type: 'options',
      default: 'production',
      options: [
        { name: 'Production', value: 'production' },
        { name: 'Sandbox', value: 'sandbox' },
      ],
      description: 'Keys of one do not work in the other',
    },
  ];
}
