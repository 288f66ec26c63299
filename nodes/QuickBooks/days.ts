/** Where a day ends last, of all places. */
export const LAST_ZONE = 'Etc/GMT+12';

/** The date in a zone at an instant, or so many days later: 2026-11-25. A zone that nobody knows is the last one. */
export function dayIn(zone: string, instant: string, later = 0): string {
  const at = new Date(Date.parse(instant) + later * 86_400_000);
  return formatFor(zone).format(at);
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-CA', { timeZone: LAST_ZONE });
  }
}
