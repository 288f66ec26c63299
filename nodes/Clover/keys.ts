import { text } from '../core/event/json';
import type { Credential } from '../core/gateway/adapter';

/** Several, while one is being replaced: separated by commas or blanks. */
const several = (value: unknown): readonly string[] =>
  text(value)
    ?.split(/[\s,]+/)
    .filter((key) => key !== '') ?? [];

/** What Hosted Checkout signs with. */
export const signingSecrets = (credential: Credential): readonly string[] =>
  several(credential.signingSecrets);

/** What an app's webhooks bring. */
export const authTokens = (credential: Credential): readonly string[] =>
  several(credential.authTokens);
