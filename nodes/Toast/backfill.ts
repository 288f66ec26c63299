import { isObject, list, text, type JsonObject } from '../core/event/json';
import type { ApiRequest } from '../core/gateway/apiClient';
import { halves, type Span } from '../core/gateway/halves';
import type { Backfill, Look } from '../core/gateway/look';
import { PUSHED } from './events';
import { occurrencesIn } from './occurrences';

const PAGE = 50;

/**
 * Orders that changed lately, each as it is now: https://doc.toasttab.com/openapi/orders/operation/ordersBulkGet/
 * A payment that was denied stays in its order, so a look finds what a delivery would have told.
 */
export const backfill: Backfill = {
  // Toast lists more, but an evening of last week helps nobody.
  keeps: 7 * 24 * 3600,
  overlap: 600,
  reads: ({ account, from, to }) => [page(account, [Date.parse(from), Date.parse(to)])],
  read: ({ list: listed }, asked, look) => {
    const orders = list(listed).filter(isObject);
    const isFull = orders.length >= PAGE;
    const parts = isFull ? halves(spanOf(asked)) : [];
    if (parts.length > 0)
      return { events: [], more: parts.map((part) => page(look.account, part)) };
    return {
      events: orders.flatMap((order) => eventsOf(order, look)),
      more: isFull ? [nextPage(asked)] : [],
    };
  },
};

const eventsOf = (order: JsonObject, { account, to }: Look) =>
  occurrencesIn(order, {
    type: PUSHED,
    restaurantGuid: account,
    timestamp: text(order.modifiedDate),
    receivedAt: to,
  });

const page = (account: string, [from, to]: Span): ApiRequest => ({
  method: 'GET',
  path: '/orders/v2/ordersBulk',
  query: {
    startDate: written(from),
    endDate: written(to),
    pageSize: String(PAGE),
    page: '1',
  },
  account,
});

/** Of what was changed in one and the same millisecond. */
const nextPage = ({ query = {}, ...asked }: ApiRequest): ApiRequest => ({
  ...asked,
  query: { ...query, page: String(Number(query.page) + 1) },
});

const spanOf = ({ query = {} }: ApiRequest): Span => [
  readTime(query.startDate),
  readTime(query.endDate),
];

/** https://doc.toasttab.com/doc/devguide/api_dates_and_timestamps.html */
const written = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');
const readTime = (time: unknown): number => Date.parse(text(time)?.replace('+0000', 'Z') ?? '');
