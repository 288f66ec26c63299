/** Times without a zone, as the clocks of a restaurant show them. */

const WALL = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?$/;

/**
 * The instant at which clocks in a zone showed this time, ISO 8601 UTC. Where clocks were put back and showed it twice,
 * one of the two; where they were put forward and never showed it, an hour beside.
 */
export function instantAt(wall: string | undefined, zone: string | undefined): string | undefined {
  const shown = Date.parse(`${WALL.exec(wall ?? '')?.[1] ?? ''}Z`);
  const first = offsetAt(shown, zone);
  if (first === undefined) return undefined;
  // Clocks may be put forward or back between the two.
  const second = offsetAt(shown - first, zone);
  const utc = second === undefined ? undefined : new Date(shown - second).toISOString();
  // A zone may push the last evening of 9999 into a year of five digits.
  return utc?.length === 24 ? utc : undefined;
}

/** What clocks in a zone show at an instant: 2026-11-20T19:30:00. In UTC, where the zone is not known. */
export function wallTime(instant: string, zone: string | undefined): string {
  const at = Date.parse(instant);
  return new Date(at + (offsetAt(at, zone) ?? 0)).toISOString().slice(0, 19);
}

/** A zone, or where nobody knows it, the one in which it is earliest: nothing has passed there that has not everywhere. */
export const orLastZone = (zone: string | undefined): string =>
  zone !== undefined && clockOf(zone) ? zone : 'Etc/GMT+12';

/** How far a zone's clocks are ahead of UTC, in milliseconds. */
function offsetAt(at: number, zone: string | undefined): number | undefined {
  const clock = zone === undefined ? undefined : clockOf(zone);
  if (clock === undefined || Number.isNaN(at)) return undefined;
  const offset =
    Date.parse(`${clock.format(at).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
  return Number.isNaN(offset) ? undefined : offset;
}

const clocks = new Map<string, Intl.DateTimeFormat | undefined>();

/** Of a zone as somebody typed it; `undefined` for one that nobody knows. https://www.iana.org/time-zones */
function clockOf(zone: string): Intl.DateTimeFormat | undefined {
  if (clocks.has(zone)) return clocks.get(zone);
  if (clocks.size >= 100) clocks.clear();
  const clock = made(zone);
  clocks.set(zone, clock);
  return clock;
}

function made(zone: string): Intl.DateTimeFormat | undefined {
  try {
    // In Sweden people write times as ISO 8601 has them.
    return new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone.trim(),
      dateStyle: 'short',
      timeStyle: 'medium',
    });
  } catch {
    return undefined;
  }
}
