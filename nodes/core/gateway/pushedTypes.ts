import type { GatewayAdapter } from './adapter';

/** The event types that an endpoint is asked for: all but those that only a look finds. */
export const pushedTypes = ({
  eventTypes,
  backfill,
}: Pick<GatewayAdapter, 'eventTypes' | 'backfill'>): readonly string[] =>
  Object.keys(eventTypes).filter((type) => !backfill?.listed?.includes(type));
