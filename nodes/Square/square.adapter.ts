import { object, text } from '../core/event/json';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { keysIn } from '../core/gateway/several';
import { api, isSandbox } from './api';
import { backfill } from './backfill';
import { eventTypes } from './events';
import { mark, state } from './marks';
import { needs } from './needs';
import { normalize } from './normalize';
import { reasons } from './reasons';
import { registration } from './registration';
import { recognises, split } from './split';
import { squareSample } from './square.sample';

export const square: GatewayAdapter = {
  id: 'square',
  title: 'Square',
  credential: 'squareSigningSecret',
  eventTypes,
  // https://developer.squareup.com/docs/webhooks/step3validate
  signature: {
    algorithm: 'sha256',
    header: 'x-square-hmacsha256-signature',
    format: { style: 'plain' },
    message: [{ part: 'url' }, { part: 'body' }],
    keyEncoding: 'utf8',
    digestEncoding: 'base64',
    keys: keysIn('signingSecrets'),
  },
  // Square's largest events, invoices with many payment requests, stay far below.
  maxBytes: 1024 * 1024,
  split,
  recognises,
  needs,
  normalize,
  reasons,
  api,
  supplies: (credential) => ({ live: !isSandbox(credential) }),
  account: {
    read: { method: 'GET', path: '/v2/merchants/me' },
    id: ({ merchant }) => text(object(merchant).id),
  },
  registration,
  backfill,
  sealingSecret: ({ accessToken }) => text(accessToken),
  sample: squareSample,
  mark,
  state,
};
