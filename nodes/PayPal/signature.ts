import { keysIn } from '../core/gateway/several';
import type { CertificateSignature } from '../core/gateway/callSignature';
import { baseUrl, isSandbox } from './api';

/** PayPal tries for three days, and does not say whether it then writes another time. */
const RETRIED_FOR = 3 * 24 * 3600;
const HOUR = 3600;

/**
 * PayPal signs the ids of transmission and webhook, the time, and the body's CRC32.
 * https://developer.paypal.com/api/rest/webhooks/rest/#link-selfcryptographic
 */
export const signature: CertificateSignature = {
  over: 'certificate',
  headers: {
    id: 'paypal-transmission-id',
    time: 'paypal-transmission-time',
    signature: 'paypal-transmission-sig',
    algorithm: 'paypal-auth-algo',
    certificate: 'paypal-cert-url',
  },
  algorithms: { SHA256withRSA: 'RSA-SHA256' },
  message: ['id', 'time', 'key', 'crc32'],
  separator: '|',
  tolerance: { past: RETRIED_FOR + HOUR, future: 300 },
  keys: keysIn('webhookIds'),
  published: {
    hosts: (credential) =>
      isSandbox(credential)
        ? ['api.sandbox.paypal.com', 'api-m.sandbox.paypal.com']
        : ['api.paypal.com', 'api-m.paypal.com'],
    path: '/v1/notifications/certs/',
    // As PayPal's own Java SDK has it.
    name: /^messageverificationcerts(?:\.[a-z]+)*\.paypal\.com$/,
    maxBytes: 64 * 1024,
  },
  // https://developer.paypal.com/docs/api/webhooks/v1/#verify-webhook-signature
  otherwise: {
    isWanted: ({ askPayPal }) => askPayPal === true,
    asks: (credential, { claim, key, body }) => ({
      method: 'POST',
      url: `${baseUrl(credential)}/v1/notifications/verify-webhook-signature`,
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      // The event stands in it as it came: written anew it would be another.
      body: `{"auth_algo":${quoted(claim.algorithm)},"cert_url":${quoted(claim.certificate)},"transmission_id":${quoted(claim.id)},"transmission_sig":${quoted(claim.signature)},"transmission_time":${quoted(claim.time)},"webhook_id":${quoted(key)},"webhook_event":${body}}`,
      timeout: 10_000,
    }),
    says: ({ verification_status: status }) =>
      status === 'SUCCESS' ? true : status === 'FAILURE' ? false : undefined,
  },
};

const quoted = (value: string): string => JSON.stringify(value);
