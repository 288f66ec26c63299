import type { Credential } from '../core/gateway/adapter';
import { several } from '../core/gateway/several';

/** Several, while one is being replaced: separated by commas or blanks. */
export const signingKeys = ({ signingSecrets }: Credential): readonly string[] =>
  several(signingSecrets);
