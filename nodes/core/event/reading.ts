import { integer, text } from './json';
import { maskText } from './mask';
import type { Customer, PaymentEvent } from './paymentEvent';

/** Reading what gateways and people wrote: what is not as it should be is left out, never guessed. */

/** The first answer that any of the items has. */
export function firstOf<T, A>(
  items: readonly T[],
  read: (item: T) => A | undefined,
): A | undefined {
  for (const item of items) {
    const answer = read(item);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** Free text without card numbers. */
export const masked = (words: unknown): string | undefined => {
  const given = text(words);
  return given === undefined ? undefined : maskText(given);
};

/** A gateway's words in capitals as people write them: AMERICAN_EXPRESS is american express. */
export const inWords = (value: unknown): string | undefined =>
  text(value)?.toLowerCase().replaceAll('_', ' ');

/** An address for people; anything but the web is no link. */
export const linkOf = (value: unknown): string | undefined => {
  const link = text(value);
  return link !== undefined && /^https?:\/\/\S+$/i.test(link) && URL.canParse(link)
    ? link
    : undefined;
};

/** Only numbers that carry their country: a guessed country texts a stranger. https://www.itu.int/rec/T-REC-E.164 */
export function e164(phone: unknown): string | undefined {
  const digits = text(phone)?.replace(/[\s().-]/g, '');
  return digits !== undefined && /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}

/** The last month in which a card is good. */
export function expiryOf(yearGiven: unknown, monthGiven: unknown): string | undefined {
  const [year, month] = [integer(yearGiven), integer(monthGiven)];
  if (year === undefined || month === undefined) return undefined;
  if (year < 1970 || year > 9999 || month < 1 || month > 12) return undefined;
  return `${year}-${String(month).padStart(2, '0')}`;
}

export const lastFour = (value: unknown): string | undefined => {
  const digits = text(value);
  return digits !== undefined && /^\d{4}$/.test(digits) ? digits : undefined;
};

/** With a zone, or nobody knows when it was. RFC 3339, and ISO 8601 with a zone without its colon. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** What is written so in UTC, on a day that every month has, needs no reckoning. */
const UTC =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;

/** The second of a moment in UTC: what one tells to the second, another may tell to the millisecond. */
export const wholeSecond = (instant: string): string => `${instant.slice(0, 19)}.000Z`;

/** The moment some seconds after another, or before it. */
export const later = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString();

/** A time as gateways write it, in UTC and milliseconds. */
export function instantOf(value: unknown): string | undefined {
  const written = text(value);
  if (written === undefined) return undefined;
  if (UTC.test(written)) return written.length === 24 ? written : wholeSecond(written);
  if (!INSTANT.test(written) || !isDay(written.slice(0, 10))) return undefined;
  const at = new Date(written);
  if (Number.isNaN(at.getTime())) return undefined;
  const utc = at.toISOString();
  // A zone may push the last evening of 9999 into a year of five digits.
  return utc.length === 24 ? utc : undefined;
}

/** A date takes a day that its month does not have for one of the next. */
function isDay(written: string): boolean {
  const midnight = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(written);
}

/** What a reader of events says of whom its news is for. */
export interface Concern {
  /** Whether it is between the house and the gateway: staff hear of it, and the guest is not written to. */
  readonly amongUs?: true;
}

/** The guest, without an address where there is nothing to write to them. */
export const toldTo = ({ amongUs }: Concern, guest: Customer): Customer =>
  amongUs ? { id: guest.id, name: guest.name } : guest;

/** What a gateway tells an hour after it happened is late. */
const LATE = 3_600_000;

/** When something happened, as far as the gateway says, and when it was heard of. */
export function timesOf(
  happened: string | undefined,
  receivedAt: string,
): Pick<PaymentEvent, 'occurredAt' | 'occurredAtSource' | 'receivedAt' | 'late'> {
  if (happened === undefined) {
    return { occurredAt: receivedAt, occurredAtSource: 'received', receivedAt, late: false };
  }
  const isSameHour = happened.startsWith(receivedAt.slice(0, 13));
  const late = !isSameHour && Date.parse(receivedAt) - Date.parse(happened) > LATE;
  return { occurredAt: happened, occurredAtSource: 'gateway', receivedAt, late };
}
