import type {
  IExecuteFunctions,
  IHookFunctions,
  ILoadOptionsFunctions,
  INodeExecutionData,
  INodePropertyOptions,
  INodeType,
  INodeTypeDescription,
  IPollFunctions,
  IWebhookFunctions,
  IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { postgresCredential, storageProperties } from '../core/n8n/storage';
import { createEndpoint, deleteEndpoint, endpointExists } from '../core/n8n/triggerHooks';
import { pollGateway, pollTimesProperty } from '../core/n8n/triggerPoll';
import {
  eventsNotice,
  eventTypesProperty,
  filtersProperty,
  optionsProperty,
  rejectedDeliveriesProperty,
  simplifyProperty,
} from '../core/n8n/triggerProperties';
import { rejectedDeliveries } from '../core/n8n/triggerRejections';
import { receiveWebhook } from '../core/n8n/triggerWebhook';
import { stripe } from './stripe.adapter';

export class StripePaymentFailureTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Stripe Payment Failure Trigger',
    name: 'stripePaymentFailureTrigger',
    icon: {
      light: 'file:stripePaymentFailureTrigger.svg',
      dark: 'file:stripePaymentFailureTrigger.dark.svg',
    },
    group: ['trigger'],
    // Version 1 would cost an expression engine for every delivery.
    version: [2],
    subtitle: '={{ $parameter["eventTypes"].join(", ") || "all events" }}',
    description:
      'Starts the workflow when a payment, refund, subscription or bank debit fails or is disputed at Stripe, and when it is settled',
    eventTriggerDescription: 'Waiting for a payment event from Stripe',
    activationMessage:
      'Stripe will now send payment events here. An endpoint with this URL is listed in your Stripe Dashboard under Workbench, Webhooks.',
    defaults: { name: 'Stripe Payment Failure Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'stripeApi', required: true }, postgresCredential],
    webhooks: [
      {
        name: 'default',
        httpMethod: 'POST',
        responseMode: 'onReceived',
        // The answer has left before n8n would write one.
        responseData: '',
        path: 'webhook',
      },
    ],
    triggerPanel: {
      header: 'Catch payment events from Stripe',
      executionsHelp: {
        inactive:
          'Test runs use a ledger of their own and reach nobody but the test recipient of the options.<br /><br /><b>While building</b>, click “Execute step”, then let a test card be declined in a Stripe sandbox: 4000 0000 0000 9995 declines for insufficient funds. Or switch on the option Emit Sample Event, and Stripe is not needed at all. With a signing secret in the credential, add an endpoint for the test URL at Stripe first: none is set up for you.<br /><br /><b>To take real events</b>, publish the workflow. The webhook endpoint is then set up at Stripe, with every event that is needed and the API version that is understood.',
        active:
          'The workflow is published: Stripe’s events start it, and show up under Executions. <b>While building</b>, click “Execute step”: test runs use a ledger of their own and reach nobody but the test recipient of the options.',
      },
      activationHint:
        'Publish the workflow to set up the endpoint at Stripe. n8n must be reachable from the internet: set N8N_WEBHOOK_URL if it is behind a proxy.',
    },
    properties: [
      {
        displayName:
          'Publishing sets up the endpoint at Stripe: the API key needs write access to webhook endpoints and read access to the account and to events. If you would rather add the endpoint yourself, put its signing secret (whsec_…) into the credential; the events that it needs are listed below.',
        name: 'setupNotice',
        type: 'notice',
        default: '',
      },
      eventTypesProperty(stripe),
      simplifyProperty,
      pollTimesProperty(stripe),
      ...storageProperties,
      filtersProperty,
      optionsProperty,
      rejectedDeliveriesProperty,
      eventsNotice(stripe),
    ],
  };

  methods = {
    loadOptions: {
      async rejectedDeliveries(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
        return await rejectedDeliveries(this, stripe);
      },
    },
  };

  webhookMethods = {
    default: {
      async checkExists(this: IHookFunctions): Promise<boolean> {
        return await endpointExists(this, stripe);
      },
      async create(this: IHookFunctions): Promise<boolean> {
        return await createEndpoint(this, stripe);
      },
      async delete(this: IHookFunctions): Promise<boolean> {
        return await deleteEndpoint(this, stripe);
      },
    },
  };

  async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
    return await pollGateway(this, stripe);
  }

  /** Without it n8n would poll in a test run that a delivery started. */
  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await Promise.resolve([this.getInputData()]);
  }

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return await receiveWebhook(this, stripe);
  }
}
