import type { ApiRead } from '../../../nodes/core/gateway/adapter';
import { completeEvent } from '../../../nodes/core/gateway/completeEvent';
import { NOW } from './deliveries';
import { hwaro } from './hwaro';

const raw = (payload: Readonly<Record<string, string | boolean>>, type = 'card.declined') => ({
  gateway: 'hwaro',
  id: 'e1',
  type,
  receivedAt: NOW,
  payload,
});
const context = { account: 'bbq-house' };

test('a complete event needs no read', async () => {
  const event = await completeEvent(hwaro, raw({}), context, () => Promise.reject(new Error('no')));
  expect(event).toMatchObject({ id: 'hwaro:bbq-house:e1' });
  expect(event).not.toHaveProperty('incomplete');
});

test('a thin event is completed by its reads', async () => {
  const asked: ApiRead[] = [];
  const event = await completeEvent(hwaro, raw({ thin: true, id: 'o7' }), context, async (read) => {
    asked.push(read);
    return { location: 'Gangnam' };
  });
  expect(asked).toEqual([{ key: 'order', method: 'GET', path: '/orders/o7' }]);
  expect(event).toMatchObject({ order: { location: 'Gangnam' } });
});

test('a read that fails stops nothing: the event leaves, marked incomplete', async () => {
  const failing = () => Promise.reject(new Error('time-out'));
  expect(await completeEvent(hwaro, raw({ thin: true }), context, failing)).toMatchObject({
    type: 'payment.failed',
    incomplete: true,
  });
});

test('reads that never come to an end are cut off', async () => {
  let rounds = 0;
  const insatiable: typeof hwaro = {
    ...hwaro,
    needs: () => [{ key: `round ${(rounds += 1)}`, method: 'GET', path: '/' }],
  };
  const event = await completeEvent(insatiable, raw({}), context, async () => ({}));
  expect(event).toMatchObject({ incomplete: true });
  expect(rounds).toBeLessThan(10);
});

test('an event that concerns no payment stays nothing', async () => {
  const failing = () => Promise.reject(new Error('time-out'));
  expect(
    await completeEvent(hwaro, raw({ thin: true }, 'card.tapped'), context, failing),
  ).toBeUndefined();
});
