import type { INodeProperties } from 'n8n-workflow';
import { GATEWAYS } from '../core/gateway/registry';
import { gatewayOptions } from '../core/n8n/gateways';
import { storageProperties } from '../core/n8n/storage';

const only = (...operation: readonly string[]) => ({ show: { operation: [...operation] } });
const erasedBy = (...eraseBy: readonly string[]) => ({
  show: { operation: ['eraseCustomer'], eraseBy: [...eraseBy] },
});

export const properties: INodeProperties[] = [
  {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    default: 'ledgerStatus',
    options: [
      {
        name: 'Audit Checkpoints',
        value: 'auditCheckpoints',
        action: 'List audit checkpoints',
        description: 'The heads of the audit trails that grew lately, to be kept elsewhere',
      },
      {
        name: 'Carry Over',
        value: 'carryOver',
        action: 'Carry the ledger over to Postgres',
        description: 'Move everything from the embedded file to a Postgres database',
      },
      {
        name: 'Erase Customer',
        value: 'eraseCustomer',
        action: 'Erase a customer',
        description: 'Forget who a customer is, and keep what happened',
      },
      {
        name: 'Ledger Status',
        value: 'ledgerStatus',
        action: 'Get the status of the ledger',
        description: 'What was refused, what is stuck, what is open; as data and as a message',
      },
      {
        name: 'Verify Audit Trail',
        value: 'verifyAuditTrail',
        action: 'Verify the audit trail of a case',
        description: 'Prove that nobody has changed the history of a case',
      },
    ],
  },
  {
    displayName:
      'Set <b>Storage</b> to Postgres and choose the database to carry the embedded ledger to. From then on the file serves nobody: deliveries are answered 503, and the gateways send them again, until <b>Storage</b> is set to Postgres in every node of the pack and the workflows are published.',
    name: 'carryOverNotice',
    type: 'notice',
    default: '',
    displayOptions: only('carryOver'),
  },
  {
    displayName: 'Period (Hours)',
    name: 'periodHours',
    type: 'number',
    typeOptions: { minValue: 1 },
    default: 24,
    description: 'How far back things count as recent',
    displayOptions: only('ledgerStatus'),
  },
  {
    displayName: 'Silent After (Hours)',
    name: 'silentAfterHours',
    type: 'number',
    typeOptions: { minValue: 0 },
    default: 72,
    description:
      'After how long without any event an account is worth a look. Use 0 if it may be silent for ever.',
    displayOptions: only('ledgerStatus'),
  },
  {
    displayName: 'Period (Hours)',
    name: 'checkpointHours',
    type: 'number',
    typeOptions: { minValue: 1 },
    default: 48,
    description:
      'Cases with an event received this lately are listed. Let periods overlap: what becomes of an alert is noted up to a day after its event.',
    displayOptions: only('auditCheckpoints'),
  },
  {
    displayName: 'Find By',
    name: 'eraseBy',
    type: 'options',
    noDataExpression: true,
    default: 'customer',
    description: 'How the customer is found',
    options: [
      {
        name: 'Case ID',
        value: 'case',
        description: 'Everybody whom one case names, such as a walk-in guest of one evening',
      },
      {
        name: 'Customer ID',
        value: 'customer',
        description: 'The ID under which a gateway knows the customer',
      },
      {
        name: 'Email',
        value: 'email',
        description: 'Every event with exactly this email address, at every gateway',
      },
      {
        name: 'Phone',
        value: 'phone',
        description: 'Every event with exactly this phone number, at every gateway',
      },
    ],
    displayOptions: only('eraseCustomer'),
  },
  {
    displayName: 'Case ID',
    name: 'eraseCaseId',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. {{ $json.case.id }}',
    description: 'The case whose guests are forgotten',
    displayOptions: erasedBy('case'),
  },
  {
    displayName: 'Email',
    name: 'email',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. mina@example.com',
    description:
      'The whole address, in any capitals. Every event is looked at, which takes a while in a large ledger; payments go on meanwhile.',
    displayOptions: erasedBy('email'),
  },
  {
    displayName: 'Phone',
    name: 'phone',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. +82 10 5550 1234',
    description:
      'With + and the code of the country. Every event is looked at, which takes a while in a large ledger; payments go on meanwhile.',
    displayOptions: erasedBy('phone'),
  },
  {
    displayName: 'Gateway',
    name: 'gateway',
    type: 'options',
    default: GATEWAYS[0]?.id ?? '',
    description:
      'The gateway that knows the customer. For a custom gateway, switch to Expression and enter the Gateway Name that you gave it in Normalize Payment Failure.',
    options: gatewayOptions(GATEWAYS),
    displayOptions: erasedBy('customer'),
  },
  {
    displayName: 'Account ID',
    name: 'account',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. acct_1AbCdEfGhIjKlMnO',
    description: 'The account at the gateway that the customer belongs to',
    displayOptions: erasedBy('customer'),
  },
  {
    displayName: 'Customer ID',
    name: 'customerId',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. cus_NffrFeUfNV2Hib',
    description: 'The gateway’s ID of the customer',
    displayOptions: erasedBy('customer'),
  },
  {
    displayName: 'Case ID',
    name: 'caseId',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. {{ $json.case.id }}',
    description: 'The case whose trail is verified',
    displayOptions: only('verifyAuditTrail'),
  },
  {
    displayName: 'Kept Head',
    name: 'keptHead',
    type: 'string',
    default: '',
    description: 'The head of the trail as you kept it elsewhere, to compare with',
    displayOptions: only('verifyAuditTrail'),
  },
  {
    displayName: 'Kept Entries',
    name: 'keptEntries',
    type: 'number',
    default: 0,
    description: 'How many entries the trail had then',
    displayOptions: only('verifyAuditTrail'),
  },
  ...storageProperties,
];
