import * as fc from 'fast-check';
import { seal, selfSigningSecret, unseal } from '../../../nodes/core/gateway/seal';
import { URL } from './deliveries';

const KEY = 'sk_live_bbq';

test('what was sealed opens with the same credential, and nothing of it shows', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 6, unit: 'grapheme' }), fc.string(), (secret, key) => {
      const sealed = seal(secret, key, URL);
      expect(unseal(sealed, key, URL)).toEqual({ ok: true, secret });
      expect(sealed).not.toContain(secret);
    }),
  );
});

test('two seals of one secret differ', () => {
  expect(seal('whsec_1', KEY, URL)).not.toBe(seal('whsec_1', KEY, URL));
});

test('a changed credential is told from damage', () => {
  const sealed = seal('whsec_1', KEY, URL);
  expect(unseal(sealed, 'sk_live_new', URL)).toEqual({ ok: false, why: 'other_credential' });
  expect(unseal(sealed, KEY, `${URL}2`)).toEqual({ ok: false, why: 'damaged' });
});

test('whatever stands in the ledger, opening never throws', () => {
  const fingerprint = seal('whsec_1', KEY, URL).split('.')[1];
  const part = fc.oneof(fc.string(), fc.constant('v1'), fc.constant(fingerprint));
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      expect(unseal(parts.join('.'), KEY, URL).ok).toBe(false);
    }),
  );
  expect(unseal(`v1.${fingerprint}.`, KEY, URL)).toEqual({ ok: false, why: 'damaged' });
  expect(unseal(`v2.${fingerprint}.AAAA`, KEY, URL)).toEqual({ ok: false, why: 'damaged' });
});

test('a changed byte of the sealed text is seen', () => {
  const [version, fingerprint, text = ''] = seal('whsec_1', KEY, URL).split('.');
  for (let at = 0; at < Buffer.from(text, 'base64url').length; at += 1) {
    const bytes = Buffer.from(text, 'base64url');
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    const altered = [version, fingerprint, bytes.toString('base64url')].join('.');
    expect(unseal(altered, KEY, URL)).toEqual({ ok: false, why: 'damaged' });
  }
});

test('the secret for samples is one per credential and endpoint', () => {
  const secrets = [
    selfSigningSecret(KEY, URL),
    selfSigningSecret(KEY, `${URL}2`),
    selfSigningSecret('sk_live_new', URL),
  ];
  expect(new Set(secrets).size).toBe(3);
  expect(selfSigningSecret(KEY, URL)).toBe(secrets[0]);
});
