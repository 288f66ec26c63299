/** One way to write an instant, so that instants compare as text. */
export const instant = (value: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) ? value : new Date(value).toISOString();

export const latest = (a: string, b: string): string => (a > b ? a : b);
