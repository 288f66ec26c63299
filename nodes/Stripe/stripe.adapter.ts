import { text } from '../core/event/json';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { keysIn } from '../core/gateway/several';
import { api } from './api';
import { backfill } from './backfill';
import { eventTypes } from './events';
import { mark, state } from './marks';
import { needs } from './needs';
import { normalize } from './normalize';
import { reasons } from './reasons';
import { recover } from './recover';
import { registration } from './registration';
import { recognises, split } from './split';
import { stripeSample } from './stripe.sample';

export const stripe: GatewayAdapter = {
  id: 'stripe',
  title: 'Stripe',
  credential: 'stripeApi',
  eventTypes,
  // https://docs.stripe.com/webhooks/signature
  signature: {
    algorithm: 'sha256',
    header: 'stripe-signature',
    format: { style: 'pairs', timestamp: 't', digest: 'v1' },
    message: [{ part: 'timestamp' }, { part: 'text', text: '.' }, { part: 'body' }],
    keyEncoding: 'utf8',
    digestEncoding: 'hex',
    tolerance: 300,
    keys: keysIn('signatureSecret'),
  },
  // Stripe's largest events, invoices of many lines, stay far below.
  maxBytes: 1024 * 1024,
  split,
  recognises,
  needs,
  normalize,
  reasons,
  api,
  account: {
    read: { method: 'GET', path: '/v1/account' },
    id: (answer) => text(answer.id),
  },
  registration,
  backfill,
  sealingSecret: ({ secretKey }) => text(secretKey),
  sample: stripeSample,
  mark,
  recover,
  state,
};
