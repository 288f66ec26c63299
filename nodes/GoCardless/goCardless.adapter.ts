import { text } from '../core/event/json';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { keysIn } from '../core/gateway/several';
import { account } from './account';
import { api, isLive } from './api';
import { backfill } from './backfill';
import { eventTypes } from './events';
import { goCardlessSample } from './goCardless.sample';
import { mark, state } from './marks';
import { LINKS } from './resources';
import { needs } from './needs';
import { normalize } from './normalize';
import { reasons } from './reasons';
import { recover } from './recover';
import { recognises, split } from './split';

export const goCardless: GatewayAdapter = {
  id: 'gocardless',
  title: 'GoCardless',
  credential: 'goCardlessSigningSecret',
  eventTypes,
  asks: 'all its events, of which there is nothing to choose',
  // https://developer.gocardless.com/api-reference/#webhooks-signing-webhooks
  signature: {
    algorithm: 'sha256',
    header: 'webhook-signature',
    format: { style: 'plain' },
    message: [{ part: 'body' }],
    keyEncoding: 'utf8',
    digestEncoding: 'hex',
    keys: keysIn('signingSecrets'),
  },
  // One id in a hundred would pass for an IBAN: two letters, two digits, and a check that happens to hold.
  mask: { keep: LINKS },
  // 250 events, each with as much metadata as fits.
  maxBytes: 2 * 1024 * 1024,
  split,
  recognises,
  needs,
  normalize,
  reasons,
  api,
  account,
  supplies: (credential) => ({ live: isLive(credential) }),
  backfill,
  sealingSecret: ({ accessToken }) => text(accessToken),
  sample: goCardlessSample,
  mark,
  recover,
  state,
};
