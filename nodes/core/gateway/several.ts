import { text } from '../event/json';

/** A field of a credential that takes several, such as keys while one is being replaced: by commas or blanks. */
export const several = (field: unknown): readonly string[] =>
  text(field)
    ?.split(/[\s,]+/)
    .filter((one) => one !== '') ?? [];
