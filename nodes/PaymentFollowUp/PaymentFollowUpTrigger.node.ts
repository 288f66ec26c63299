import {
  type INodeType,
  type INodeTypeDescription,
  type ITriggerFunctions,
  type ITriggerResponse,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { messageOf } from '../core/event/messageOf';
import { text } from '../core/event/json';
import { startsApart } from '../core/n8n/apart';
import type { LedgerName } from '../core/n8n/item';
import { logOf } from '../core/n8n/log';
import { ledgerFor } from '../core/n8n/openLedger';
import {
  staffRecipientProperty,
  testRecipientFrom,
  testRecipientOptions,
} from '../core/n8n/recipients';
import { postgresCredential, storageProperties } from '../core/n8n/storage';
import { emitEach, type Found } from './emit';
import { unfinishedItems, type Addressees } from './unfinished';

/** Often enough that the first repeat, due after 30 seconds, is not late. */
const EVERY_15_SECONDS = '*/15 * * * * *';

export class PaymentFollowUpTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Payment Follow-Up Trigger',
    name: 'paymentFollowUpTrigger',
    icon: {
      light: 'file:paymentFollowUpTrigger.svg',
      dark: 'file:paymentFollowUpTrigger.dark.svg',
    },
    group: ['trigger'],
    version: [2],
    subtitle: 'Unfinished payment events',
    description:
      'Takes up again what this workflow left unfinished, for instance because n8n stopped',
    eventTriggerDescription: 'Waiting for unfinished payment events of this workflow',
    activationMessage: 'Unfinished payment events will be taken up again.',
    defaults: { name: 'Payment Follow-Up Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
    outputNames: ['Unfinished', 'Dead'],
    credentials: [postgresCredential],
    properties: [
      {
        displayName:
          'Connect <b>Unfinished</b> to Normalize Payment Failure, beside your gateway’s trigger. Connect <b>Dead</b> to whoever must look at an event that was not finished in nine hand-overs.',
        name: 'wiringNotice',
        type: 'notice',
        default: '',
      },
      staffRecipientProperty('of an event that could not be handled'),
      ...storageProperties,
      {
        displayName: 'Options',
        name: 'options',
        type: 'collection',
        placeholder: 'Add option',
        default: {},
        options: [...testRecipientOptions],
      },
    ],
  };

  async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
    const name: LedgerName = this.getMode() === 'manual' ? 'test' : 'live';
    const addressees: Addressees = {
      ledger: name,
      staffRecipient: text(this.getNodeParameter('staffRecipient', '')) ?? '',
      testRecipient: testRecipientFrom((of) => this.getNodeParameter(`options.${of}`, '')),
    };
    const look = async (): Promise<Found> => {
      const ledger = await ledgerFor(this, name);
      const workflowId = this.getWorkflow().id ?? '';
      return { ledger, found: await ledger.unfinished(workflowId, new Date().toISOString()) };
    };
    const manualTriggerFunction = async (): Promise<void> => {
      const { found } = await look();
      this.emit(unfinishedItems(found, addressees));
    };
    if (name === 'test') return { manualTriggerFunction };

    let looking = false;
    const tick = async (): Promise<void> => {
      if (looking) return;
      looking = true;
      try {
        emitEach(this, await look(), addressees);
      } catch (error) {
        // The next tick tries again; what is unfinished stays in the ledger meanwhile.
        logOf(this)('ledger_unreadable', { why: messageOf(error) });
      } finally {
        looking = false;
      }
    };
    this.helpers.registerCron({ expression: EVERY_15_SECONDS }, () => void tick());
    void tick();
    const stop = startsApart(this.getWorkflow().id ?? '', (item) => this.emit([[item]]));
    return {
      closeFunction: async () => {
        stop();
      },
    };
  }
}
