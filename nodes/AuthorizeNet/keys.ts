import { text } from '../core/event/json';
import type { Credential } from '../core/gateway/adapter';

/** Several, while one is being replaced: separated by commas or blanks. */
export const signingKeys = ({ signingSecrets }: Credential): readonly string[] =>
  text(signingSecrets)
    ?.split(/[\s,]+/)
    .filter((key) => key !== '') ?? [];
