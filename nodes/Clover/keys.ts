import type { Credential } from '../core/gateway/adapter';
import { several } from '../core/gateway/several';

/** What Hosted Checkout signs with. */
export const signingSecrets = (credential: Credential): readonly string[] =>
  several(credential.signingSecrets);

/** What an app's webhooks bring. */
export const authTokens = (credential: Credential): readonly string[] =>
  several(credential.authTokens);
