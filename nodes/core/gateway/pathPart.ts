/** An id as one part of a path. Half a character, which JSON may hold, cannot be written there: it is replaced. */
export const pathPart = (id: string): string => encodeURIComponent(id.toWellFormed());
