import { text } from '../core/event/json';
import type { Credential } from '../core/gateway/credential';

/** IPG Connect is what the credential is for, unless it says Commerce Hub. */
export const isHub = ({ product }: Credential): boolean => product !== 'ipg';

/** Several, while one is being replaced: separated by blanks, since Fiserv's secrets may hold any other sign. */
const secretsIn = (given: unknown): readonly string[] =>
  text(given)
    ?.split(/\s+/)
    .filter((secret) => secret !== '') ?? [];

/**
 * A secret is good for one product alone: with a store's shared secret your checkout signs what guests typed, and what
 * it signed must not pass for one of the other product's events.
 */
export const hubSecrets = (credential: Credential): readonly string[] =>
  isHub(credential) ? secretsIn(credential.signingSecrets) : [];

export const sharedSecrets = (credential: Credential): readonly string[] =>
  isHub(credential) ? [] : secretsIn(credential.signingSecrets);

export const recurringSecrets = (credential: Credential): readonly string[] =>
  isHub(credential) ? [] : secretsIn(credential.recurringSecrets);
