import { list, object, text } from '../core/event/json';
import type { ApiRequest } from '../core/gateway/apiClient';
import type { Backfill } from '../core/gateway/look';
import { unasked } from './events';
import { split } from './split';

const EVENTS = '/v1/notifications/webhooks-events';

/** Events as they were pushed. https://developer.paypal.com/docs/api/webhooks/v1/#webhooks-events_list */
export const backfill: Backfill = {
  keeps: 30 * 24 * 3600,
  overlap: 600,
  listed: unasked,
  reads: ({ from, to }) => [
    { method: 'GET', path: EVENTS, query: { start_time: from, end_time: to, page_size: '100' } },
  ],
  read: (answer, asked, { to }) => ({
    events: list(answer.events).flatMap((event) => split(event, to)?.events ?? []),
    more: list(answer.links)
      .map(object)
      .filter(({ rel }) => rel === 'next')
      .flatMap(({ href }) => nextOf(asked, text(href) ?? '')),
  }),
};

/**
 * The next page's address, of which only what it asks for counts: calls go to PayPal's own host alone. In PayPal's
 * reference it has a slash before its query, and is written as in HTML, in places twice over.
 */
function nextOf(asked: ApiRequest, written: string): readonly ApiRequest[] {
  const href = written.replace(/&(?:amp;)+/g, '&');
  if (!URL.canParse(href)) return [];
  const { pathname, searchParams } = new URL(href);
  const query = Object.fromEntries(searchParams);
  const isList = pathname.replace(/\/$/, '') === EVENTS;
  const isOther = JSON.stringify(query) !== JSON.stringify(asked.query);
  return isList && isOther ? [{ method: 'GET', path: EVENTS, query }] : [];
}
