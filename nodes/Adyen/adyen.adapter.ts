import { text } from '../core/event/json';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { adyenSample } from './adyen.sample';
import { ACCOUNT, api } from './api';
import { eventTypes } from './events';
import { normalize } from './normalize';
import { reasons } from './reasons';
import { registration } from './registration';
import { login, signature } from './signature';
import { recognises, split } from './split';

export const adyen: GatewayAdapter = {
  id: 'adyen',
  title: 'Adyen',
  credential: 'adyenSigningSecret',
  eventTypes,
  signature,
  login,
  // JSON deliveries bring one item, and one item stays below 20 kB.
  maxBytes: 256 * 1024,
  split,
  recognises,
  // Adyen offers no way to read a payment again: an item says all there is.
  needs: () => [],
  normalize,
  reasons,
  api,
  supplies: ({ merchantReference }) => ({
    reference: merchantReference === 'order' ? 'order' : 'payment',
  }),
  account: {
    read: { method: 'GET', path: ACCOUNT },
    id: (answer) => text(answer.id),
  },
  registration,
  sealingSecret: ({ apiKey, signingSecrets }) => text(apiKey) ?? text(signingSecrets),
  sample: adyenSample,
};
