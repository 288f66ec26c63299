import { messageOf } from '../event/messageOf';
import { maskPayload } from '../event/mask';
import type { RawEvent } from '../event/rawEvent';
import type { NewEvent } from '../ledger/ledger';
import type { GatewayAdapter } from './adapter';
import type { Supplied } from './context';
import { passes, passesFinally, type Filters } from './filter';

export interface Preparation {
  readonly adapter: GatewayAdapter;
  readonly filters: Filters;
  readonly supplied: Supplied;
}

export interface Prepared extends NewEvent {
  /** Whether a filter waits for a fact that the event still lacks. */
  readonly undecided: boolean;
}

export interface Preparations {
  readonly events: readonly Prepared[];
  /** What could not be understood at all, in words for the log. */
  readonly failed: readonly string[];
}

/** Masks, normalizes and filters raw events. What concerns no payment's fate is left out. */
export function prepareEvents(
  preparation: Preparation,
  raw: readonly RawEvent[],
  account: string,
): Preparations {
  const events: Prepared[] = [];
  const failed: string[] = [];
  for (const one of raw) {
    try {
      const prepared = prepare(preparation, one, account);
      if (prepared) events.push(prepared);
    } catch (error) {
      // One event that nobody foresaw must not take the others with it.
      failed.push(`Event ${one.id} of type ${one.type} could not be read: ${messageOf(error)}`);
    }
  }
  return { events, failed };
}

function prepare(
  { adapter, filters, supplied }: Preparation,
  raw: RawEvent,
  account: string,
): Prepared | undefined {
  // Masked first: what is never read cannot leak.
  const masked: RawEvent = { ...raw, payload: maskPayload(raw.payload, adapter.mask) };
  const event = adapter.normalize(masked, {}, { ...supplied, account });
  if (!event) return undefined;
  const { thin = [], joinedByRead = [], eventTypes } = adapter;
  const verdict = passes(event, filters, {
    possible: thin.includes(masked.type) ? eventTypes[masked.type] : undefined,
    joinedByRead: joinedByRead.includes(masked.type),
  });
  // An event that lacks a fact goes on to Normalize, which will know.
  const undecided = verdict === 'undecided' && adapter.needs(masked, {}).length > 0;
  return {
    event,
    raw: { type: masked.type, payload: masked.payload },
    emit: undecided || (verdict === 'undecided' ? passesFinally(event, filters) : verdict),
    undecided,
    // A later hand-over goes past the trigger, and must ask the same.
    ...(undecided ? { extra: { filters } } : {}),
  };
}
