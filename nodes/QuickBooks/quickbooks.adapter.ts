import { text } from '../core/event/json';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { keysIn } from '../core/gateway/several';
import { ACCOUNTING, api, companyOf, isSandbox, PAYMENTS } from './api';
import { backfill } from './backfill';
import { eventTypes, thin } from './events';
import { mark, state } from './marks';
import { needs } from './needs';
import { normalize } from './normalize';
import { reasons } from './reasons';
import { company } from './requests';
import { sample } from './sample';
import { recognises, split } from './split';

export const quickbooks: GatewayAdapter = {
  id: 'quickbooks',
  title: 'QuickBooks Online',
  credential: 'quickBooksSigningSecret',
  signIns: [
    { credential: ACCOUNTING, label: 'Credential to Read and Mark Invoices', required: true },
    { credential: PAYMENTS, label: 'Credential for QuickBooks Payments', required: false },
  ],
  eventTypes,
  asks: 'Payment, Invoice, Estimate and Refund Receipt, each with every operation',
  thin,
  // https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks
  signature: {
    algorithm: 'sha256',
    header: 'intuit-signature',
    format: { style: 'plain' },
    message: [{ part: 'body' }],
    keyEncoding: 'utf8',
    digestEncoding: 'base64',
    keys: keysIn('signingSecrets'),
  },
  mask: { keep: ['intuitentityid', 'intuitaccountid', 'realmId', 'CCTransId', 'DocNumber'] },
  // Changes of some minutes come together, at two hundred bytes each.
  maxBytes: 2 * 1024 * 1024,
  split,
  recognises,
  needs,
  normalize,
  reasons,
  api,
  supplies: (credential) => ({
    live: !isSandbox(credential),
    currency: text(credential.currency),
    timeZone: text(credential.timeZone),
    signedInWith: credential[PAYMENTS] === undefined ? [] : [PAYMENTS],
  }),
  account: {
    // Shows that the credential works; the company is named by the credential.
    read: company,
    id: (_, credential = {}) => companyOf(credential),
  },
  backfill,
  sealingSecret: ({ signingSecrets }) => text(signingSecrets),
  sample,
  mark,
  state,
};
