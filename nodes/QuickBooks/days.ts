import { orLastZone, wallTime } from '../core/event/localTime';

/** The date in a zone at an instant, or so many days later: 2026-11-25. A zone that nobody knows is the last one. */
export function dayIn(zone: string | undefined, instant: string, later = 0): string {
  const at = new Date(Date.parse(instant) + later * 86_400_000);
  return wallTime(at.toISOString(), orLastZone(zone)).slice(0, 10);
}
