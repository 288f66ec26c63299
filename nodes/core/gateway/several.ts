import { text } from '../event/json';
import type { Credential } from './credential';

/** A field of a credential that takes several, such as keys while one is being replaced: by commas or blanks. */
export const several = (field: unknown): readonly string[] =>
  text(field)
    ?.split(/[\s,]+/)
    .filter((one) => one !== '') ?? [];

/** The keys in a field of the credential; any of them may match. */
export const keysIn =
  (field: string) =>
  (credential: Credential): readonly string[] =>
    several(credential[field]);
