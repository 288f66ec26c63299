import type { ICredentialTestRequest, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

/** What the deliveries of QuickBooks are checked with, and what they leave out. The books have a login of their own. */
export class QuickBooksSigningSecret implements ICredentialType {
  name = 'quickBooksSigningSecret';
  displayName = 'QuickBooks Signing Secret API';
  documentationUrl = 'https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks';
  icon: Icon = {
    light: 'file:../nodes/QuickBooks/quickBooksPaymentFailureTrigger.svg',
    dark: 'file:../nodes/QuickBooks/quickBooksPaymentFailureTrigger.dark.svg',
  };
  properties: INodeProperties[] = [
    {
      displayName: 'Verifier Tokens',
      name: 'signingSecrets',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'Found in the Intuit Developer portal: open your app, then Webhooks, Show verifier token. Development and Production have one each. Several are separated by commas, for instance while one is being replaced. Without one no delivery is accepted. Whether they are right only a delivery shows: testing the credential asks no more than whether n8n reaches Intuit.',
    },
    {
      displayName: 'Home Currency',
      name: 'currency',
      type: 'string',
      default: 'USD',
      required: true,
      placeholder: 'e.g. USD',
      description:
        'The ISO 4217 code of the company’s currency, for payments and invoices that come without one',
    },
    {
      displayName: 'Time Zone',
      name: 'timeZone',
      type: 'string',
      default: '',
      placeholder: 'e.g. America/Los_Angeles',
      description:
        'Where the day ends on which an invoice is due, as an IANA name. If empty, an invoice is overdue once that day is over everywhere.',
    },
  ];
  /** A token can be tried on nothing but a delivery: this asks whether n8n reaches Intuit. */
  test: ICredentialTestRequest = {
    request: {
      baseURL: 'https://developer.api.intuit.com',
      url: '/.well-known/openid_configuration',
    },
  };
}
