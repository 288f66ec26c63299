import { integer, object, text, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import { instantOf } from '../core/event/reading';
import { instantAt } from '../core/event/localTime';

/** Ids come as numbers in one place and as text in another. */
export const word = (value: unknown): string | undefined => {
  const whole = integer(value);
  return whole === undefined ? text(value) : String(whole);
};

/** The id of something; a nought stands where there is nothing. */
export const idOf = (value: unknown): string | undefined => {
  const id = word(value);
  return id === '0' ? undefined : id;
};

/** What a delivery or a row of a list is about. */
export const dataOf = ({ payload }: RawEvent): JsonObject => object(payload.eventData);

/** Mindbody’s times carry no zone: they are what the site’s clocks show. */
export const timeOf = (value: unknown, zone: string | undefined): string | undefined =>
  instantOf(value) ?? instantAt(text(value), zone);

/** Words of Mindbody’s are compared as they are read: whatever their capitals. */
export const plain = (value: unknown): string => text(value)?.trim().toLowerCase() ?? '';
