import { isObject, text, type JsonObject } from '../core/event/json';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { api, isSandbox } from './api';
import { appWebhook, PAYMENTS, splitApp } from './appWebhook';
import { backfill } from './backfill';
import { cloverSample } from './clover.sample';
import { eventTypes } from './events';
import { handshake } from './handshake';
import { CHECKOUT, renamed, signature, splitCheckout } from './hostedCheckout';
import { mark, state } from './marks';
import { needs } from './needs';
import { normalize } from './normalize';
import { reasons } from './reasons';
import { readMerchant } from './requests';

export const clover: GatewayAdapter = {
  id: 'clover',
  title: 'Clover',
  credential: 'cloverSigningSecret',
  eventTypes,
  asks: 'for the till, Payments in the webhooks of your app; for the checkout page, whatever Hosted Checkout sends',
  thin: Object.values(PAYMENTS),
  joinedByRead: [CHECKOUT.APPROVED],
  signature,
  modes: [appWebhook],
  handshake,
  // The one of a webhook’s own times that its name does not give away.
  mask: { keep: ['ts', 'data'] },
  // A batch over all merchants of an app, a hundred bytes for each update.
  maxBytes: 1024 * 1024,
  // What is signed is to be believed in either shape.
  split: (body, receivedAt) => splitCheckout(body, receivedAt) ?? splitApp(body, receivedAt),
  recognises,
  needs,
  normalize,
  reasons,
  api,
  supplies: (credential) => ({
    live: !isSandbox(credential),
    currency: text(credential.currency)?.trim(),
  }),
  account: { read: readMerchant, id: ({ id }) => text(id) },
  backfill,
  sealingSecret: ({ apiToken }) => text(apiToken),
  sample: cloverSample,
  mark,
  state,
};

function recognises(body: JsonObject): boolean {
  if (text(body.appId) !== undefined && isObject(body.merchants)) return true;
  const { merchantId, type, status } = renamed(body);
  return text(merchantId) !== undefined && type === 'PAYMENT' && text(status) !== undefined;
}
