import { list, object, text } from '../core/event/json';
import type { ApiRequest } from '../core/gateway/apiClient';
import type { Backfill, Look } from '../core/gateway/look';
import { EVENTS } from './events';
import { split } from './split';

/**
 * Every event of the account, newest first. Not only those with `delivery_success=false`: what no endpoint listened
 * to counts as delivered. https://docs.stripe.com/api/events/list
 */
export const backfill: Backfill = {
  keeps: 30 * 24 * 3600,
  overlap: 600,
  reads: (look) => [listed(look)],
  // As long as Stripe tries. https://docs.stripe.com/webhooks#automatic-retries
  undelivered: {
    keeps: 3 * 24 * 3600,
    reads: (look) => [listed(look, { delivery_success: 'false' })],
  },
  read: (answer, asked, look) => {
    const page = list(answer.data);
    const last = text(object(page.at(-1)).id);
    return {
      events: page.flatMap((event) => split(event, look.to)?.events ?? []),
      more:
        answer.has_more === true && last !== undefined
          ? [{ ...asked, query: { ...asked.query, starting_after: last } }]
          : [],
    };
  },
};

/** Stripe takes up to 20 types in one call, and there are 19. */
const types = Object.keys(EVENTS);

const listed = ({ from, to }: Look, more: ApiRequest['query'] = {}): ApiRequest => ({
  method: 'GET',
  path: '/v1/events',
  query: {
    'types[]': types,
    'created[gte]': seconds(from),
    'created[lte]': seconds(to),
    limit: '100',
    ...more,
  },
});

const seconds = (instant: string): string => String(Math.floor(Date.parse(instant) / 1000));
