import type { JsonObject } from '../../../nodes/core/event/json';
import type { GatewayAdapter } from '../../../nodes/core/gateway/adapter';
import type { ApiRead } from '../../../nodes/core/gateway/apiClient';
import { completeEvent } from '../../../nodes/core/gateway/completeEvent';
import { declined } from '../../fixtures/events';
import { hwaro } from './hwaro';

const raw = {
  gateway: 'hwaro',
  id: 'evt_1',
  type: 'payment.declined',
  receivedAt: '2026-03-06T19:30:02.000Z',
  payload: {},
};
const context = { account: 'grill-1' };
const ask = (key: string): ApiRead => ({ method: 'GET', path: `/${key}`, key });

/** A gateway that asks for the order first, and for the guest once it knows the order. */
const thin: GatewayAdapter = {
  ...hwaro,
  needs: (_, fetched) => {
    if (!('order' in fetched)) return [ask('order')];
    return 'guest' in fetched ? [] : [ask('guest')];
  },
  normalize: (_, fetched) => declined({ order: { id: Object.keys(fetched).join('+') || 'none' } }),
};
const answer = (read: ApiRead): Promise<JsonObject> => Promise.resolve({ path: read.path });

describe('an event that leaves things out', () => {
  test('is completed read by read', async () => {
    const { event } = await completeEvent(thin, raw, context, answer);
    expect(event?.order?.id).toBe('order+guest');
    expect(event?.incomplete).toBeUndefined();
  });

  test('comes out as far as it is known when a read fails', async () => {
    const { event } = await completeEvent(thin, raw, context, async (read) => {
      if (read.key === 'guest') throw new Error('The gateway is down');
      return await answer(read);
    });
    expect(event).toMatchObject({ order: { id: 'order' }, incomplete: true });
  });

  test('keeps what was read beside a read that failed', async () => {
    const both = { ...thin, needs: () => [ask('guest'), ask('order')] };
    const { event } = await completeEvent(both, raw, context, async (read) => {
      if (read.key === 'guest') throw new Error('Not permitted');
      return await answer(read);
    });
    expect(event).toMatchObject({ order: { id: 'order' }, incomplete: true });
  });

  test('is given up after four rounds: no gateway may keep an alert waiting for ever', async () => {
    let reads = 0;
    const endless = { ...thin, needs: () => [ask(`page${reads}`)] };
    const { event } = await completeEvent(endless, raw, context, async (read) => {
      reads += 1;
      return await answer(read);
    });
    expect(reads).toBe(4);
    expect(event?.incomplete).toBe(true);
  });

  test('that tells of nothing stays nothing', async () => {
    const silent = { ...thin, normalize: () => undefined };
    expect(await completeEvent(silent, raw, context, answer)).toEqual({ event: undefined });
    const failing = () => Promise.reject(new Error('down'));
    expect(await completeEvent(silent, raw, context, failing)).toEqual({ event: undefined });
  });

  test('and only names an object is unread while nobody can say what became of that', async () => {
    const refused = new Error('Not permitted');
    const failing = () => Promise.reject(refused);
    const names = { ...thin, thin: [raw.type] };
    // All that matters is known: the guest’s number is a detail.
    expect(await completeEvent(names, raw, context, failing)).not.toHaveProperty('unread');

    const unknown = { ...names, normalize: () => declined({ incomplete: true }) };
    expect(await completeEvent(unknown, raw, context, failing)).toMatchObject({ unread: refused });
    expect(await completeEvent(unknown, raw, context, answer)).toMatchObject({
      unread: 'its answer does not say what happened',
    });
    const silent = { ...names, normalize: () => undefined };
    expect(await completeEvent(silent, raw, context, failing)).toMatchObject({ unread: refused });
    expect(await completeEvent(silent, raw, context, answer)).not.toHaveProperty('unread');
  });
});
