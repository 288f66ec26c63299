import { text } from '../core/event/json';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { api, isSandbox } from './api';
import { backfill } from './backfill';
import { eventTypes } from './events';
import { ipn } from './ipn';
import { needs } from './needs';
import { normalize } from './normalize';
import { reasons } from './reasons';
import { registration } from './registration';
import { sample } from './sample';
import { signature } from './signature';
import { recognises, split } from './split';
import { state } from './state';

export const paypal: GatewayAdapter = {
  id: 'paypal',
  title: 'PayPal',
  credential: 'payPalPaymentFailureApi',
  eventTypes,
  // Which period of a subscription it pays for.
  joinedByRead: ['PAYMENT.SALE.COMPLETED'],
  signature,
  // Disputes with all their messages are the largest, and stay below.
  maxBytes: 1024 * 1024,
  split,
  modes: [ipn],
  recognises,
  needs,
  normalize,
  reasons,
  api,
  supplies: (credential) => ({
    live: !isSandbox(credential),
    reference: credential.invoiceNumber === 'order' ? 'order' : 'payment',
  }),
  account: {
    read: {
      method: 'GET',
      path: '/v1/identity/oauth2/userinfo',
      query: { schema: 'paypalv1.1' },
    },
    // An address of which the last part is the id.
    id: ({ user_id }) => text(text(user_id)?.split('/').at(-1)),
  },
  registration,
  backfill,
  sealingSecret: ({ clientSecret }) => text(clientSecret),
  sample,
  state,
};
