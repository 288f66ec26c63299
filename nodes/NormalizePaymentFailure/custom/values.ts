import { instantOf } from '../../core/event/reading';
import type { Fields } from './fields';

/** A whole number in plain digits. */
export function wholeIn(fields: Fields, name: string, least: number): number | undefined {
  const written = fields.text(name);
  if (written === undefined) return undefined;
  const value = /^\d+$/.test(written) ? Number(written) : NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw fields.wrong(name, `holds “${written}”`, 'Map a whole number in plain digits.');
}

/** Of 2001 to 2286 in seconds, or of the same years in milliseconds: no number is both. */
const UNIX = /^(?:[1-9]\d{9}|[1-9]\d{12})$/;

/** A time, in UTC. */
export function instantIn(fields: Fields, name: string): string | undefined {
  const written = fields.text(name);
  if (written === undefined) return undefined;
  const at = UNIX.test(written)
    ? new Date(Number(written) * (written.length === 10 ? 1000 : 1)).toISOString()
    : instantOf(written);
  if (at !== undefined) return at;
  throw fields.wrong(
    name,
    `holds “${written}”, which is no certain time`,
    'Map a time with its zone, such as 2026-11-20T19:30:00+09:00, or Unix time in seconds or milliseconds. A time without a zone becomes one with {{ DateTime.fromISO($json.body.time, { zone: "Asia/Seoul" }).toISO() }}.',
  );
}
