import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

const choice = (
  displayName: string,
  name: string,
  description: string,
  options: readonly (readonly [name: string, value: string])[],
): INodeProperties => ({
  displayName,
  name,
  type: 'options',
  default: options[0]?.[1] ?? '',
  description,
  options: options.map(([label, value]) => ({ name: label, value })),
});

/** How a processor that the pack does not know signs its deliveries. */
export class CustomSigningSecret implements ICredentialType {
  name = 'customSigningSecret';
  displayName = 'Custom Gateway Signing Secret API';
  documentationUrl =
    'https://github.com/n8n-nodes-payment-failure/n8n-nodes-payment-failure/blob/main/docs/gateways/custom.md';
  icon: Icon = {
    light: 'file:../nodes/NormalizePaymentFailure/normalizePaymentFailure.svg',
    dark: 'file:../nodes/NormalizePaymentFailure/normalizePaymentFailure.dark.svg',
  };
  properties: INodeProperties[] = [
    {
      displayName: 'Signing Secrets',
      name: 'signingSecrets',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'What the processor signs its deliveries with. Several are separated by commas or blanks, for instance while one is being replaced.',
    },
    {
      displayName: 'Signature Header',
      name: 'header',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. X-Signature',
      description: 'The header that the signature comes in',
    },
    choice('Header Holds', 'format', 'What the processor writes into that header, and signs', [
      ['A Digest of the Body', 'digest'],
      ['A Time and Digests of Time and Body', 'pairs'],
    ]),
    {
      displayName: 'Prefix',
      name: 'prefix',
      type: 'string',
      default: '',
      placeholder: 'e.g. sha256=',
      displayOptions: { show: { format: ['digest'] } },
      description: 'What stands before the digest, if anything',
    },
    {
      displayName: 'Name of the Time',
      name: 'timestampName',
      type: 'string',
      default: 't',
      displayOptions: { show: { format: ['pairs'] } },
      description:
        'The t of t=1700000000,v1=5257a8, where 1700000000.{body} was signed. A delivery that is more than five minutes old or ahead is refused.',
    },
    {
      displayName: 'Name of the Digest',
      name: 'digestName',
      type: 'string',
      default: 'v1',
      displayOptions: { show: { format: ['pairs'] } },
      description: 'The v1 of t=1700000000,v1=5257a8',
    },
    choice('Algorithm', 'algorithm', 'The hash of the HMAC', [
      ['HMAC-SHA256', 'sha256'],
      ['HMAC-SHA512', 'sha512'],
      ['HMAC-SHA1', 'sha1'],
    ]),
    choice('Digest Is Written As', 'digestEncoding', 'How the digest stands in the header', [
      ['Hexadecimal', 'hex'],
      ['Base64', 'base64'],
    ]),
    choice('Secret Is Written As', 'keyEncoding', 'How the secret has to be read', [
      ['Text', 'utf8'],
      ['Hexadecimal', 'hex'],
      ['Base64', 'base64'],
    ]),
  ];
}
