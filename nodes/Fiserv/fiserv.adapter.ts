import { text } from '../core/event/json';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { api } from './api';
import { eventTypes } from './events';
import { hubSecrets } from './keys';
import { needs } from './needs';
import { normalize } from './normalize';
import { NOTIFICATION, notification, RECURRING, recurringNotification } from './notification';
import { reasons } from './reasons';
import { ACCOUNT, transactionRead } from './requests';
import { sample } from './sample';
import { recognises, split } from './split';

export const fiserv: GatewayAdapter = {
  id: 'fiserv',
  title: 'Fiserv',
  credential: 'fiservSigningSecret',
  eventTypes,
  // The IPG does not sign its order number, so the API is asked for it.
  joinedByRead: [NOTIFICATION, RECURRING],
  asks: 'with IPG Connect, a notification of every transaction, of which there is nothing to choose; with Commerce Hub, each answer to a charge, a refund or a cancel, which your checkout posts on',
  // Commerce Hub sends nothing: your checkout posts on what it was answered, signed as most webhooks are.
  signature: {
    algorithm: 'sha256',
    header: 'x-payment-signature',
    format: { style: 'prefixed', prefix: 'sha256=' },
    message: [{ part: 'body' }],
    keyEncoding: 'utf8',
    digestEncoding: 'hex',
    keys: hubSecrets,
  },
  modes: [recurringNotification, notification],
  mask: {
    keep: 'approval_code storename txndatetime chargetotal oid ipgTransactionId apiTraceId schemeTransactionId'.split(
      ' ',
    ),
  },
  maxBytes: 256 * 1024,
  body: 'decimals',
  split,
  recognises,
  needs,
  normalize,
  reasons,
  api,
  supplies: ({ environment, orderNumber, trustUnsigned }) => ({
    live: environment !== 'sandbox',
    reference: orderNumber === 'order' ? 'order' : 'payment',
    trustsUnsigned: trustUnsigned === true,
  }),
  account: { read: { method: 'GET', path: ACCOUNT }, id: (answer) => text(answer.id) },
  sealingSecret: ({ apiSecret, signingSecrets }) => text(apiSecret) ?? text(signingSecrets),
  sample,
  state: ({ type, value }) =>
    type === 'charge' ? { ...transactionRead(value), key: 'state' } : undefined,
};
