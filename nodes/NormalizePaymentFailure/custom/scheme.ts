import { text } from '../../core/event/json';
import type { Credential } from '../../core/gateway/credential';
import { keysIn } from '../../core/gateway/several';
import type { SignatureRow } from '../../core/gateway/signature';
import { isOneOf } from './isOneOf';

/** How a custom gateway signs, as its credential says: a row like any gateway's. */

const ALGORITHMS = ['sha256', 'sha512', 'sha1'] as const;
const KEYS = ['utf8', 'hex', 'base64'] as const;
const DIGESTS = ['hex', 'base64'] as const;

/** What is not filled in is as most processors have it. */
export function rowOf(credential: Credential): SignatureRow {
  const chosen = <T extends string>(known: readonly [T, ...T[]], value: unknown): T =>
    typeof value === 'string' && isOneOf(known, value) ? value : known[0];
  const common = {
    header: (text(credential['header']) ?? '').trim().toLowerCase(),
    algorithm: chosen(ALGORITHMS, credential['algorithm']),
    keyEncoding: chosen(KEYS, credential['keyEncoding']),
    digestEncoding: chosen(DIGESTS, credential['digestEncoding']),
    keys: keysIn('signingSecrets'),
  };
  if (credential['format'] === 'pairs') {
    return {
      ...common,
      format: {
        style: 'pairs',
        timestamp: text(credential['timestampName']) ?? 't',
        digest: text(credential['digestName']) ?? 'v1',
      },
      message: [{ part: 'timestamp' }, { part: 'text', text: '.' }, { part: 'body' }],
      tolerance: 300,
    };
  }
  const prefix = text(credential['prefix']) ?? '';
  return {
    ...common,
    format: prefix === '' ? { style: 'plain' } : { style: 'prefixed', prefix },
    message: [{ part: 'body' }],
  };
}
