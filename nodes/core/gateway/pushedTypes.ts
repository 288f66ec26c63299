import type { GatewayAdapter } from './adapter';

/** The event types that an endpoint is asked for: all but those that only a look finds, or that come another way. */
export const pushedTypes = ({
  eventTypes,
  backfill,
  modes = [],
}: Pick<GatewayAdapter, 'eventTypes' | 'backfill' | 'modes'>): readonly string[] =>
  Object.keys(eventTypes).filter(
    (type) => !backfill?.listed?.includes(type) && !modes.some(({ types }) => types.includes(type)),
  );
