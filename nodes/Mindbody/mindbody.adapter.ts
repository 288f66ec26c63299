import { text } from '../core/event/json';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { keysIn } from '../core/gateway/several';
import { api } from './api';
import { backfill } from './backfill';
import { eventTypes, thin } from './events';
import { word } from './fields';
import { mark, state } from './marks';
import { sample } from './mindbody.sample';
import { needs } from './needs';
import { normalize } from './normalize';
import { reasons } from './reasons';
import { registration } from './registration';
import { locations } from './requests';
import { recognises, split } from './split';

/** The site on which developers try things out. */
const SANDBOX = '-99';

export const mindbody: GatewayAdapter = {
  id: 'mindbody',
  title: 'Mindbody',
  credential: 'mindbodySigningSecret',
  eventTypes,
  thin,
  // The key is used as the text that it is written in. https://developers.mindbodyonline.com/WebhooksDocumentation
  signature: {
    algorithm: 'sha256',
    header: 'x-mindbody-signature',
    format: { style: 'prefixed', prefix: 'sha256=' },
    message: [{ part: 'body' }],
    keyEncoding: 'utf8',
    digestEncoding: 'base64',
    keys: keysIn('signingSecrets'),
  },
  // Sales with many items stay far below.
  maxBytes: 512 * 1024,
  body: 'decimals',
  handshake: { by: 'head' },
  split,
  recognises,
  needs,
  normalize,
  reasons,
  api,
  supplies: ({ siteId, currency, timeZone }) => ({
    live: word(siteId)?.trim() !== SANDBOX,
    currency: text(currency),
    timeZone: text(timeZone),
  }),
  // Any answer shows that the site is this credential's to read.
  account: { read: locations, id: (_, credential) => word(credential?.siteId) },
  registration,
  backfill,
  sealingSecret: ({ apiKey }) => text(apiKey),
  sample,
  mark,
  state,
};
