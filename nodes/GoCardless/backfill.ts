import { object, text } from '../core/event/json';
import type { Backfill } from '../core/gateway/look';
import { EVENTS } from './events';
import { split } from './split';

/**
 * Every event of the account, newest first, with what it is about. Linked objects come only where one type of resource
 * is asked for. https://developer.gocardless.com/api-reference/#events-list-events
 */
export const backfill: Backfill = {
  // GoCardless does not say how long it keeps events; asking for more than it has costs nothing.
  keeps: 90 * 24 * 3600,
  overlap: 600,
  reads: ({ from, to }) =>
    RESOURCES.map((resource) => ({
      method: 'GET',
      path: '/events',
      query: {
        resource_type: resource,
        include: resource.replace(/s$/, ''),
        'created_at[gte]': from,
        'created_at[lte]': to,
        limit: '500',
      },
    })),
  read: (answer, asked, look) => {
    const after = text(object(object(answer.meta).cursors).after);
    return {
      events: split(answer, look.to)?.events ?? [],
      more: after === undefined ? [] : [{ ...asked, query: { ...asked.query, after } }],
    };
  },
};

const RESOURCES = [...new Set(Object.keys(EVENTS).map((type) => type.replace(/\..*$/, '')))];
