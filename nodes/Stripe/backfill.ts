import { list, object, text } from '../core/event/json';
import type { ApiRequest, Backfill, Look } from '../core/gateway/adapter';
import { EVENTS } from './events';
import { split } from './split';

/**
 * Every event of the account, newest first. Not only those with `delivery_success=false`: what no endpoint listened
 * to counts as delivered. https://docs.stripe.com/api/events/list
 */
export const backfill: Backfill = {
  keeps: 30 * 24 * 3600,
  overlap: 600,
  reads: (look) => [readFrom(look)],
  read: (answer, _asked, look) => {
    const page = list(answer.data);
    const last = text(object(page.at(-1)).id);
    return {
      events: page.flatMap((event) => split(event, look.to)?.events ?? []),
      more: answer.has_more === true && last !== undefined ? [readFrom(look, last)] : [],
    };
  },
};

/** Stripe takes up to 20 types in one call, and there are 17. */
const types = Object.keys(EVENTS);

const readFrom = ({ from, to }: Look, after?: string): ApiRequest => ({
  method: 'GET',
  path: '/v1/events',
  query: {
    'types[]': types,
    'created[gte]': seconds(from),
    'created[lte]': seconds(to),
    limit: '100',
    ...(after !== undefined && { starting_after: after }),
  },
});

const seconds = (instant: string): string => String(Math.floor(Date.parse(instant) / 1000));
