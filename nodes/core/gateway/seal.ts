import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Signing secrets that a gateway shows once are kept sealed: AES-256-GCM under a key derived (HKDF, RFC 5869) from
 * the credential's long-lived secret. Whoever has the ledger alone has no signing secret.
 */

const VERSION = 'v1';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export type Unsealed =
  | { readonly ok: true; readonly secret: string }
  /** `other_credential`: sealed under another credential than the present one. `damaged`: not what was sealed. */
  | { readonly ok: false; readonly why: 'other_credential' | 'damaged' };

/** Seals `secret` for one purpose (the endpoint's URL): under any other it does not open. */
export function seal(secret: string, longLivedSecret: string, purpose: string): string {
  const { key, fingerprint } = sealingKey(longLivedSecret);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([
    nonce,
    cipher.update(secret, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return [VERSION, fingerprint, sealed.toString('base64url')].join('.');
}

export function unseal(sealed: string, longLivedSecret: string, purpose: string): Unsealed {
  const [version, sealedUnder, text] = sealed.split('.');
  if (version !== VERSION || text === undefined) return { ok: false, why: 'damaged' };
  const { key, fingerprint } = sealingKey(longLivedSecret);
  if (sealedUnder !== fingerprint) return { ok: false, why: 'other_credential' };
  const bytes = Buffer.from(text, 'base64url');
  const body = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(purpose))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const secret = Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    return { ok: true, secret };
  } catch {
    return { ok: false, why: 'damaged' };
  }
}

/** A signing secret nobody else has, for events that the trigger sends to itself. */
export const selfSigningSecret = (longLivedSecret: string, purpose: string): string =>
  derive(longLivedSecret, `self-signing ${purpose}`, 32).toString('hex');

/** The fingerprint is derived apart from the key, so that it says nothing of it. */
const sealingKey = (longLivedSecret: string) => ({
  key: derive(longLivedSecret, 'sealing key', 32),
  fingerprint: derive(longLivedSecret, 'sealing key fingerprint', 8).toString('hex'),
});

const derive = (longLivedSecret: string, info: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', longLivedSecret, 'n8n-nodes-payment-failure', info, bytes));
