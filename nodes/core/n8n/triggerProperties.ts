import type { INodeProperties } from 'n8n-workflow';
import { testRecipientOptions } from './recipients';
import type { EventType } from '../event/taxonomy';
import type { GatewayAdapter } from '../gateway/adapter';
import type { Registration } from '../gateway/registration';
import { pushedTypes } from '../gateway/pushedTypes';

/** The parameters that every gateway trigger shares, worded alike. */

const EVENT_TYPE_NAMES: Readonly<Record<EventType, readonly [name: string, description: string]>> =
  {
    'payment.failed': ['Payment Failed', 'A charge, installment or bank debit did not go through'],
    'payment.succeeded': [
      'Payment Succeeded',
      'Money came in; settles the case that it belongs to',
    ],
    'payment.pending': ['Payment Pending', 'A payment is on its way, and its outcome is not known'],
    'payment.canceled': [
      'Payment Canceled',
      'A payment was let go on purpose: it did not fail, and what it had paid is owed again',
    ],
    'refund.failed': ['Refund Failed', 'Money could not be given back'],
    'refund.succeeded': ['Refund Succeeded', 'Money was given back'],
    'dispute.opened': ['Dispute Opened', 'A guest disputes a payment at their bank'],
    'dispute.closed': ['Dispute Closed', 'A dispute was won or lost'],
    'invoice.issued': ['Invoice Issued', 'An invoice was sent'],
    'invoice.overdue': ['Invoice Overdue', 'An invoice is past its due date'],
    'invoice.paid': ['Invoice Paid', 'An invoice was paid in full'],
    'invoice.voided': ['Invoice Voided', 'An invoice was withdrawn'],
    'subscription.started': ['Subscription Started', 'A subscription began'],
    'subscription.past_due': ['Subscription Past Due', 'A subscription’s payment is late'],
    'subscription.recovered': ['Subscription Recovered', 'A late subscription was paid after all'],
    'subscription.canceled': ['Subscription Canceled', 'A subscription ended'],
    'order.submitted': ['Order Submitted', 'An order was placed'],
    'order.canceled': ['Order Canceled', 'An order was withdrawn'],
    'estimate.created': ['Estimate Created', 'An estimate was drawn up'],
    'estimate.accepted': ['Estimate Accepted', 'A customer accepted an estimate'],
    'estimate.declined': ['Estimate Declined', 'A customer declined an estimate'],
    'access.granted': ['Access Granted', 'A customer was let in'],
    'access.removed': ['Access Removed', 'A customer was shut out'],
    'complaint.received': ['Complaint Received', 'A customer complained'],
    'error.logged': ['Error Logged', 'The gateway logged an error'],
  };

/** The payment-event types that a gateway's events can become, for people to choose from. */
export function eventTypesProperty(adapter: {
  readonly title: string;
  readonly eventTypes: Readonly<Record<string, readonly EventType[]>>;
}): INodeProperties {
  const offered = new Set(Object.values(adapter.eventTypes).flat());
  return {
    displayName: 'Event Types',
    name: 'eventTypes',
    type: 'multiOptions',
    noDataExpression: true,
    default: [],
    description: `Which events start the workflow; all if none is chosen. The ledger takes note of every ${adapter.title} event either way.`,
    options: [...offered]
      .map((value) => {
        const [name, description] = EVENT_TYPE_NAMES[value];
        return { name, value, description };
      })
      .sort((a, b) => a.name.localeCompare(b.name)),
  };
}

/** What somebody who adds the endpoint by hand has to choose there, and why their test runs may wait. */
export const eventsNotice = ({
  title,
  registration,
  asks,
  ...adapter
}: Pick<
  GatewayAdapter,
  'title' | 'eventTypes' | 'registration' | 'backfill' | 'modes' | 'asks'
>): INodeProperties => {
  const version = registration?.apiVersion;
  const needed = [
    asks ?? `events ${pushedTypes(adapter).join(', ')}`,
    ...(version === undefined ? [] : [`API version ${version}`]),
  ];
  const asked = registration
    ? `If you add the endpoint at ${title} yourself: ${needed.join('; ')}.`
    : `What ${title} has to send: ${needed.join('; ')}.`;
  return {
    displayName: `${asked}${testsOf(registration)}`,
    name: 'eventsNotice',
    type: 'notice',
    default: '',
  };
};

/** Why a test run may wait in vain. */
function testsOf(registration: GatewayAdapter['registration']): string {
  if (registration?.keyOfAccount === true) return '';
  const waits =
    '“Execute step” waits until an endpoint that you added for the test URL is sent an event, unless the option Emit Sample Event is on.';
  return registration
    ? ` With ${keyIn(registration)} in the credential no endpoint is set up, for tests neither: ${waits}`
    : ` For tests as well: ${waits}`;
}

const keyIn = ({ keyField }: Registration): string =>
  keyField === undefined ? 'a signing secret' : `“${keyField}” filled in`;

export const simplifyProperty: INodeProperties = {
  displayName: 'Simplify',
  name: 'simplify',
  type: 'boolean',
  default: true,
  description:
    'Whether to return a simplified version of the response instead of the raw data. The raw event, with card data masked, comes in the field raw, and the headers of its delivery in headers.',
};

const several = (button: string) => ({
  multipleValues: true,
  multipleValueButtonText: button,
});

export const filtersProperty: INodeProperties = {
  displayName: 'Filters',
  name: 'filters',
  type: 'collection',
  placeholder: 'Add filter',
  default: {},
  options: [
    {
      displayName: 'Accounts',
      name: 'accounts',
      type: 'string',
      typeOptions: several('Add Account'),
      default: [],
      placeholder: 'e.g. bbq-house-gangnam',
      description: 'IDs of the accounts whose events start the workflow',
    },
    {
      displayName: 'Currency of Minimum Amount',
      name: 'minimumAmountCurrency',
      type: 'string',
      default: '',
      placeholder: 'e.g. USD',
      description:
        'Amounts in another currency are not measured and pass. If empty, amounts in every currency are measured by the same figure.',
    },
    {
      displayName: 'Live or Test Mode',
      name: 'mode',
      type: 'options',
      default: 'both',
      description: 'Whether the gateway calls the money real',
      options: [
        { name: 'Both', value: 'both' },
        { name: 'Live', value: 'live' },
        { name: 'Test', value: 'test' },
      ],
    },
    {
      displayName: 'Locations',
      name: 'locations',
      type: 'string',
      typeOptions: several('Add Location'),
      default: [],
      placeholder: 'e.g. Gangnam',
      description:
        'Locations whose events start the workflow, as the gateway or your own metadata names them',
    },
    {
      displayName: 'Minimum Amount',
      name: 'minimumAmount',
      type: 'number',
      typeOptions: { minValue: 0 },
      default: 0,
      placeholder: 'e.g. 25.50',
      description:
        'Events with a smaller amount do not start the workflow. In whole units with decimals, not in cents. Events without an amount pass.',
    },
    {
      displayName: 'Products',
      name: 'products',
      type: 'string',
      typeOptions: several('Add Product'),
      default: [],
      placeholder: 'e.g. Gift Card',
      description: 'Names or IDs of the products whose events start the workflow',
    },
  ],
};

export const optionsProperty: INodeProperties = {
  displayName: 'Options',
  name: 'options',
  type: 'collection',
  placeholder: 'Add option',
  default: {},
  options: [
    {
      displayName: 'Account ID',
      name: 'account',
      type: 'string',
      default: '',
      description:
        'The account that events belong to. Read from the gateway if empty; needed where the API key may not read it.',
    },
    {
      displayName: 'Emit Sample Event',
      name: 'emitSample',
      type: 'boolean',
      default: false,
      description:
        'Whether a test run starts with a made-up declined card instead of waiting for the gateway. The gateway is not called, and a published workflow is not affected. What it tells goes to the Test Channel, Test Phone and Test Email.',
    },
    ...testRecipientOptions,
    {
      displayName: 'When Unpublished',
      name: 'whenUnpublished',
      type: 'options',
      default: 'keep',
      description:
        'What becomes of the webhook endpoint at the gateway. n8n cannot tell unpublishing from republishing a changed workflow.',
      options: [
        {
          name: 'Keep',
          value: 'keep',
          description: 'Reuse it when the workflow is published again, so that no event is missed',
        },
        { name: 'Remove', value: 'remove', description: 'Delete it' },
      ],
    },
  ],
};

/** Tells, and stores nothing that anybody reads. */
export const refusedDeliveriesProperty: INodeProperties = {
  displayName: 'Refused Deliveries',
  name: 'refusedDeliveries',
  type: 'options',
  noDataExpression: true,
  default: '',
  typeOptions: { loadOptionsMethod: 'refusedDeliveries' },
  description:
    'Open the list to see which deliveries to this credential’s endpoints were refused lately, and why. Choosing an entry changes nothing.',
};
