import { text } from '../core/event/json';
import type { Credential } from '../core/gateway/credential';
import { keysIn } from '../core/gateway/several';
import type { Login } from '../core/gateway/login';
import type { FieldSignature, SignedField } from '../core/gateway/signature';

const field = (...path: readonly string[]): SignedField => ({ path });

/**
 * Each item of a delivery is signed by itself, and of it only these fields.
 * https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures
 */
export const signature: FieldSignature = {
  over: 'fields',
  algorithm: 'sha256',
  items: { list: ['notificationItems'], item: ['NotificationRequestItem'] },
  digest: ['additionalData', 'hmacSignature'],
  fields: [
    field('pspReference'),
    field('originalReference'),
    field('merchantAccountCode'),
    // Whatever the merchant likes.
    { path: ['merchantReference'], free: true },
    field('amount', 'value'),
    field('amount', 'currency'),
    field('eventCode'),
    field('success'),
  ],
  separator: ':',
  keyEncoding: 'hex',
  digestEncoding: 'base64',
  keys: keysIn('signingSecrets'),
};

/** Either half alone is a login as well: what was filled in is asked for. */
export function login({ webhookUser, webhookPassword }: Credential): Login | undefined {
  const [user, password] = [text(webhookUser), text(webhookPassword)];
  return user === undefined && password === undefined
    ? undefined
    : { user: user ?? '', password: password ?? '' };
}
