import {
  type IExecuteFunctions,
  type IHookFunctions,
  type ILoadOptionsFunctions,
  type INodeExecutionData,
  type INodePropertyOptions,
  type INodeType,
  type INodeTypeDescription,
  type IPollFunctions,
  type IWebhookFunctions,
  type IWebhookResponseData,
  NodeConnectionTypes,
} from 'n8n-workflow';
import type { GatewayAdapter } from '../gateway/adapter';
import { credentialsOf } from './credential';
import { answerHandshake, isHandshake, webhooksOf } from './handshake';
import { postgresCredential, storageProperties } from './storage';
import { handshakeProperty, verificationCode } from './triggerHandshake';
import { pollTimesProperty } from './pollTimes';
import {
  eventsNotice,
  eventTypesProperty,
  filtersProperty,
  optionsProperty,
  refusedDeliveriesProperty,
  simplifyProperty,
} from './triggerProperties';
import { refusedDeliveries } from './triggerRefusals';

/** What only one gateway's trigger says; all else is worded alike. */
export interface TriggerTexts {
  /** After “Starts the workflow when”. */
  readonly when: string;
  /** Shown once, when the workflow is published. */
  readonly activation: string;
  /** How to set it up: the notice at the top of the panel. */
  readonly setup: string;
  /** How to see an event while building, after “While building, click Execute step”. HTML. */
  readonly whileBuilding: string;
  /** How to take real events: what publishing does, or what is to be done by hand. HTML. */
  readonly toTakeRealEvents: string;
}

const TEST_RUNS =
  'Test runs use a ledger of their own and reach nobody but the test recipient of the options.';

const sampleRuns = (title: string): string =>
  `Or switch on the option Emit Sample Event: ${title} is not asked then, though a credential has to be chosen. Fill in Test Channel and Test Phone, or nobody is told.`;

/**
 * The trigger of a gateway: a webhook, and a poll where the gateway lists what it did not deliver. A trigger node is
 * this with an adapter and its texts; its internal name is the name of its class.
 */
export abstract class GatewayTrigger implements INodeType {
  readonly description: INodeTypeDescription;
  readonly methods: {
    readonly loadOptions: {
      refusedDeliveries(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]>;
      verificationCode(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]>;
    };
  };
  readonly webhookMethods: {
    readonly default: Readonly<
      Record<'checkExists' | 'create' | 'delete', (this: IHookFunctions) => Promise<boolean>>
    >;
  };
  /** n8n polls whatever has this. */
  readonly poll?: (this: IPollFunctions) => Promise<INodeExecutionData[][] | null>;
  readonly webhook: (this: IWebhookFunctions) => Promise<IWebhookResponseData>;

  protected constructor(adapter: GatewayAdapter, texts: TriggerTexts) {
    const { name } = this.constructor;
    this.description = describe(adapter, texts, name.charAt(0).toLowerCase() + name.slice(1));
    this.methods = {
      loadOptions: {
        async refusedDeliveries(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
          return await refusedDeliveries(this, adapter);
        },
        async verificationCode(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
          return await verificationCode(this, adapter);
        },
      },
    };
    this.webhookMethods = {
      default: {
        async checkExists(this: IHookFunctions): Promise<boolean> {
          return await (await hooks()).endpointExists(this, adapter);
        },
        async create(this: IHookFunctions): Promise<boolean> {
          return await (await hooks()).createEndpoint(this, adapter);
        },
        async delete(this: IHookFunctions): Promise<boolean> {
          return await (await hooks()).deleteEndpoint(this, adapter);
        },
      },
    };
    if (adapter.backfill) {
      this.poll = async function (this: IPollFunctions) {
        const { pollGateway } = await import('./triggerPoll');
        return await pollGateway(this, adapter);
      };
    }
    this.webhook = async function (this: IWebhookFunctions) {
      if (isHandshake(this)) return answerHandshake(this);
      const { receiveWebhook } = await import('./triggerWebhook');
      return await receiveWebhook(this, adapter);
    };
  }

  /** Without it n8n would poll in a test run that a delivery started. */
  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return [this.getInputData()];
  }
}

/** What only a published trigger needs is loaded when it is first asked for: n8n starts the sooner. */
const hooks = async () => await import('./triggerHooks');

function describe(
  adapter: GatewayAdapter,
  texts: TriggerTexts,
  name: string,
): INodeTypeDescription {
  const { title } = adapter;
  const displayName = `${title} Payment Failure Trigger`;
  return {
    displayName,
    name,
    icon: { light: `file:${name}.svg`, dark: `file:${name}.dark.svg` },
    group: ['trigger'],
    // Version 1 would cost an expression engine for every delivery.
    version: [2],
    subtitle: '={{ $parameter["eventTypes"].join(", ") || "all events" }}',
    description: `Starts the workflow when ${texts.when}`,
    eventTriggerDescription: `Waiting for a payment event from ${title}`,
    activationMessage: texts.activation,
    defaults: { name: displayName },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [...credentialsOf(adapter), postgresCredential],
    webhooks: webhooksOf(adapter),
    triggerPanel: {
      header: `Catch payment events from ${title}`,
      executionsHelp: {
        inactive: `${TEST_RUNS}<br /><br /><b>While building</b>, click “Execute step”, ${texts.whileBuilding} ${sampleRuns(title)}<br /><br /><b>To take real events</b>, ${texts.toTakeRealEvents}`,
        active: `The workflow is published: ${title}’s events start it, and show up under Executions. <b>While building</b>, click “Execute step”: test runs use a ledger of their own and reach nobody but the test recipient of the options.`,
      },
      activationHint: `Publish the workflow to take events from ${title}. n8n must be reachable from the internet: set N8N_WEBHOOK_URL if it is behind a proxy.`,
    },
    properties: [
      { displayName: texts.setup, name: 'setupNotice', type: 'notice', default: '' },
      // The editor puts all credentials before the parameter that one of them depends on.
      ...storageProperties,
      eventTypesProperty(adapter),
      simplifyProperty,
      ...(adapter.backfill ? [pollTimesProperty(adapter)] : []),
      filtersProperty,
      optionsProperty,
      ...(adapter.handshake?.by === 'body' ? [handshakeProperty(adapter)] : []),
      refusedDeliveriesProperty,
      eventsNotice(adapter),
    ],
  };
}
