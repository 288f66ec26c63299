import {
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { gatewayCredentials } from '../core/n8n/gateways';
import { postgresCredential } from '../core/n8n/storage';
import { signingSecretTest } from './custom/credential';
import { properties } from './properties';

export class NormalizePaymentFailure implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Normalize Payment Failure',
    name: 'normalizePaymentFailure',
    icon: {
      light: 'file:normalizePaymentFailure.svg',
      dark: 'file:normalizePaymentFailure.dark.svg',
    },
    group: ['transform'],
    version: [1],
    subtitle:
      '={{ $parameter["source"] === "custom" ? $parameter["customGateway"] : $parameter["gateways"].join(", ") }}',
    description:
      'Brings the events of every gateway into one form, with what they leave out filled in',
    defaults: { name: 'Normalize Payment Failure' },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
    outputNames: ['Events', 'Filtered'],
    credentials: [
      postgresCredential,
      ...gatewayCredentials(),
      {
        name: 'customSigningSecret',
        required: true,
        testedBy: 'signingSecretTest',
        displayOptions: { show: { source: ['custom'], verifiedBy: ['signature'] } },
      },
    ],
    usableAsTool: true,
    properties,
  };

  methods = { credentialTest: { signingSecretTest } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    // Loaded when it first runs: n8n starts the sooner.
    const { normalize } = await import('./normalize');
    return await normalize(this, new Date().toISOString());
  }
}
