import { backfill } from '../../nodes/Stripe/backfill';
import { EVENTS } from '../../nodes/Stripe/events';
import { stripeSample } from '../../nodes/Stripe/stripe.sample';
import type { Look } from '../../nodes/core/gateway/look';

const look: Look = {
  account: 'acct_bbq',
  from: '2026-11-20T19:20:00.500Z',
  to: '2026-11-20T19:30:00.500Z',
};
const [first] = backfill.reads(look);
if (!first) throw new Error('Stripe is asked for nothing');
const declined = (id: string) => stripeSample(id, 1_800_000_000);

test('one call lists every event that is understood, newest first, a hundred at a time', () => {
  expect(first).toEqual({
    method: 'GET',
    path: '/v1/events',
    query: {
      'types[]': Object.keys(EVENTS),
      'created[gte]': '1795202400',
      'created[lte]': '1795203000',
      limit: '100',
    },
  });
  // https://docs.stripe.com/api/events/list
  expect(Object.keys(EVENTS).length).toBeLessThanOrEqual(20);
});

test('the next page begins after the last event of this one', () => {
  const page = { data: [declined('evt_2'), declined('evt_1')], has_more: true };
  const { events, more } = backfill.read(page, first, look);
  expect(events.map(({ id, receivedAt }) => [id, receivedAt])).toEqual([
    ['evt_2', look.to],
    ['evt_1', look.to],
  ]);
  expect(more).toEqual([{ ...first, query: { ...first.query, starting_after: 'evt_1' } }]);
  expect(backfill.read({ ...page, has_more: false }, first, look).more).toEqual([]);
});

test('what is listed and not understood is passed over', () => {
  const data = [{ ...declined('evt_1'), type: 'customer.created' }, 7, { id: 'evt_2' }];
  expect(backfill.read({ data }, first, look)).toEqual({ events: [], more: [] });
});
