import type { JsonObject } from '../event/json';
import type { RawEvent } from '../event/rawEvent';
import type { ApiRequest } from './apiClient';
import type { NormalizeContext } from './context';

/** A look for events that were not delivered: a span of time, ISO 8601 UTC, at one account. */
export interface Look extends NormalizeContext {
  readonly from: string;
  /** Now: what the events that are found were received at. */
  readonly to: string;
}

/** What one answer of a look holds. */
export interface Listed {
  readonly events: readonly RawEvent[];
  /** The reads that follow from it: the next page, or the rows of a batch that it only names. */
  readonly more: readonly ApiRequest[];
}

/**
 * How events are found that the gateway does not push, or pushed while nobody took them: reads, as data. Everything
 * that they list goes the way of a delivery, so what was delivered too is known by its id and changes nothing.
 */
export interface Backfill {
  /** How far back the gateway lists, in seconds. What is older is lost. */
  readonly keeps: number;
  /** How far each look reaches back before the end of the last, in seconds: lists lag behind what they list. */
  readonly overlap: number;
  /** Event types that only these reads find: no endpoint is asked for them. */
  readonly listed?: readonly string[];
  /** What of an ordinary evening only these reads find, in words for the owner. */
  readonly unpushed?: string;
  /** How long a delivery may take, in seconds, before its event counts as missed; ten where absent. */
  readonly delay?: number;
  readonly reads: (look: Look) => readonly ApiRequest[];
  /**
   * The reads that list only what the gateway could not deliver, and how far back it tries, in seconds: for a ledger
   * that does not know what was delivered. Absent where the gateway does not tell.
   */
  readonly undelivered?: { readonly keeps: number } & Pick<Backfill, 'reads'>;
  /** Pure and total. `asked` is the read that this answers, one of the reads above or of an earlier `more`. */
  readonly read: (answer: JsonObject, asked: ApiRequest, look: Look) => Listed;
}
