import { text } from '../core/event/json';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { keysIn } from '../core/gateway/several';
import { api } from './api';
import { backfill } from './backfill';
import { eventTypes } from './events';
import { needs } from './needs';
import { normalize } from './normalize';
import { reasons } from './reasons';
import { registration } from './registration';
import { merchantDetails, transactionDetails } from './requests';
import { sample } from './sample';
import { silentPost } from './silentPost';
import { recognises, split } from './split';
import { word } from './transaction';

export const authorizenet: GatewayAdapter = {
  id: 'authorizenet',
  title: 'Authorize.Net',
  credential: 'authorizeNetSigningSecret',
  eventTypes,
  // The key is hexadecimal and yet used as the text that it is written in; the header's digest is in capitals.
  // https://developer.authorize.net/api/reference/features/webhooks.html
  signature: {
    algorithm: 'sha512',
    header: 'x-anet-signature',
    format: { style: 'prefixed', prefix: 'sha512=' },
    message: [{ part: 'body' }],
    keyEncoding: 'utf8',
    digestEncoding: 'hex',
    keys: keysIn('signingSecrets'),
  },
  // Notifications are a few hundred bytes.
  maxBytes: 256 * 1024,
  split,
  modes: [silentPost],
  recognises,
  needs,
  normalize,
  reasons,
  api,
  supplies: ({ environment, currency, invoiceNumber }) => ({
    live: environment !== 'sandbox',
    currency: text(currency),
    reference: invoiceNumber === 'order' ? 'order' : 'payment',
  }),
  account: { read: merchantDetails, id: (answer) => word(answer.gatewayId) },
  registration,
  backfill,
  sealingSecret: ({ transactionSecret }) => text(transactionSecret),
  sample,
  state: ({ type, value }) =>
    type === 'payment' ? { ...transactionDetails(value), key: 'state' } : undefined,
};
