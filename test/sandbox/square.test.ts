import type { RawEvent } from '../../nodes/core/event/rawEvent';
import type { ApiRequest, Http } from '../../nodes/core/gateway/apiClient';
import type { Look } from '../../nodes/core/gateway/look';
import { backfill } from '../../nodes/Square/backfill';
import { square } from '../../nodes/Square/square.adapter';
import { EVENING, LATER, LOCATION, MERCHANT, payment, PLACE, refund } from '../fixtures/square';
import { ask } from './ask';
import { createSquare } from './square';

/** The sandbox's Square, asked by the adapter's own client: it lists what Square would list. */

const MARINA = 'LMARINA00001';
const gateway = createSquare({ token: 'bbq', merchant: MERCHANT });
gateway.put('location', PLACE);
gateway.put('location', { id: MARINA, name: 'Marina', merchant_id: MERCHANT });

const http: Http = ({ method, url, headers, body }) =>
  ask([gateway.service], {
    method,
    url,
    headers: { ...headers, authorization: 'Bearer bbq' },
    text: body,
  });
const client = square.api(http, { accessToken: 'bbq' });

/** All that a look finds, page after page. */
async function found(look: Look): Promise<readonly RawEvent[]> {
  const read = async (asked: ApiRequest): Promise<readonly RawEvent[]> => {
    const { events, more } = backfill.read(await client(asked), asked, look);
    return [...events, ...(await Promise.all(more.map(read))).flat()];
  };
  return (await Promise.all(backfill.reads(look).map(read))).flat();
}

test('a card declined at the second restaurant, of which Square sent nothing, is found there', async () => {
  const at = { created_at: EVENING, updated_at: EVENING };
  gateway.put('payment', payment({ id: 'PayGangnam', location_id: LOCATION, ...at }));
  gateway.put('payment', payment({ id: 'PayMarina', location_id: MARINA, ...at }));
  gateway.put('refund', refund('FAILED', { location_id: MARINA }));
  const events = await found({ account: MERCHANT, from: EVENING, to: LATER });
  expect(events.map(({ id }) => id).toSorted()).toEqual([
    'PayGangnam:FAILED',
    'PayMarina:FAILED',
    'RefBbqTable12:FAILED',
  ]);
});

test('asked for payments without a place, Square lists those of the main one', async () => {
  const listed = async (query: Record<string, string>) =>
    (await client({ method: 'GET', path: '/v2/payments', query })).payments;
  expect(await listed({})).toMatchObject([{ id: 'PayGangnam' }]);
  expect(await listed({ location_id: MARINA })).toMatchObject([{ id: 'PayMarina' }]);
});
