import { isObject, list, text, type JsonObject } from '../core/event/json';
import type { ApiRequest } from '../core/gateway/apiClient';
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
  reads: (look) => [page(look, 1)],
  read: ({ list: listed }, asked, look) => {
    const orders = list(listed).filter(isObject);
    const number = Number(asked.query?.page ?? 1);
    return {
      events: orders.flatMap((order) => eventsOf(order, look)),
      more: orders.length < PAGE ? [] : [page(look, number + 1)],
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

const page = ({ account, from, to }: Look, number: number): ApiRequest => ({
  method: 'GET',
  path: '/orders/v2/ordersBulk',
  query: {
    startDate: written(from),
    endDate: written(to),
    pageSize: String(PAGE),
    page: String(number),
  },
  account,
});

/** https://doc.toasttab.com/doc/devguide/api_dates_and_timestamps.html */
const written = (instant: string): string => instant.replace('Z', '+0000');
