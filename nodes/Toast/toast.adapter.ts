import { text } from '../core/event/json';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { pathPart } from '../core/gateway/pathPart';
import { keysIn } from '../core/gateway/several';
import { ACCOUNT, api } from './api';
import { backfill } from './backfill';
import { eventTypes } from './events';
import { isSandbox } from './host';
import { needs } from './needs';
import { normalize } from './normalize';
import { reasons } from './reasons';
import { recognises, split } from './split';
import { toastSample } from './toast.sample';

export const toast: GatewayAdapter = {
  id: 'toast',
  title: 'Toast',
  credential: 'toastSigningSecret',
  eventTypes,
  asks: 'the event category order_updated, or channel_order_updated for ordering partners',
  // https://doc.toasttab.com/doc/devguide/apiMessageSigning.html
  signature: {
    algorithm: 'sha256',
    header: 'toast-signature',
    format: { style: 'plain' },
    message: [{ part: 'body' }, { part: 'timestamp' }],
    timestampField: 'timestamp',
    // Toast tries again after 5 and after 10 more minutes, and says when the order changed, not when it sends.
    tolerance: 3600,
    keyEncoding: 'utf8',
    digestEncoding: 'base64',
    keys: keysIn('signingSecrets'),
  },
  // Orders can be larger than 600 kB: https://doc.toasttab.com/doc/devguide/devOrdersWebhookRef.html
  maxBytes: 4 * 1024 * 1024,
  body: 'decimals',
  split,
  recognises,
  needs,
  normalize,
  reasons,
  api,
  supplies: (credential) => ({
    live: !isSandbox(credential),
    currency: text(credential.currency)?.trim().toUpperCase(),
  }),
  // Toast writes GUIDs in small letters.
  account: { read: ACCOUNT, id: ({ guid }) => text(guid)?.toLowerCase() },
  backfill,
  sealingSecret: ({ clientSecret, signingSecrets }) => text(clientSecret) ?? text(signingSecrets),
  sample: toastSample,
  state: ({ type, value }) =>
    type === 'payment'
      ? { method: 'GET', path: `/orders/v2/payments/${pathPart(value)}`, key: 'state' }
      : undefined,
};
