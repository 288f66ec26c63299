import type { JsonObject } from './json';

/** One event as the gateway wrote it, cut out of a verified delivery. Nothing here is trusted beyond its origin. */
export interface RawEvent {
  /** Lower-case id of the gateway. */
  readonly gateway: string;
  /** The gateway's own unique id of the event: a redelivery has the same. */
  readonly id: string;
  /** The gateway's own name for what happened. */
  readonly type: string;
  /** The merchant account, where the event itself names it. */
  readonly account?: string | undefined;
  /** When the delivery arrived, ISO 8601 UTC. */
  readonly receivedAt: string;
  readonly payload: JsonObject;
}
