import type { PaymentEvent } from '../../../nodes/core/event/paymentEvent';
import { retryOf } from '../../../nodes/core/gateway/recover';
import { declined, paid } from '../../fixtures/events';
import { hwaro } from './hwaro';

const reason = (change: Partial<NonNullable<PaymentEvent['reason']>>): Partial<PaymentEvent> => ({
  reason: {
    category: 'insufficient_funds',
    cause: 'funds',
    hardness: 'soft',
    advice: 'retry_later',
    ...change,
  },
});

describe('trying a failed payment again', () => {
  test.each(['retry_now', 'retry_later'] as const)('is a call where the advice is %s', (advice) => {
    expect(retryOf(hwaro, declined(reason({ advice })))).toEqual({
      request: {
        method: 'POST',
        path: '/slips/pi_1/again',
        idempotencyKey: 'retry:stripe:acct_bbq:ch_1',
      },
      most: 2,
    });
  });

  test('is the same call for all events that tell of one try, and another for the next try', () => {
    const keyOf = (change: Partial<PaymentEvent>) =>
      retryOf(hwaro, declined(change))?.request.idempotencyKey;
    expect(keyOf({ id: 'stripe:acct_bbq:evt_2' })).toBe(keyOf({}));
    expect(keyOf({ attempt: { key: 'stripe:acct_bbq:ch_2' } })).not.toBe(keyOf({}));
    expect(keyOf({ attempt: undefined })).toBe('retry:stripe:acct_bbq:evt_1');
  });

  test.each<[string, PaymentEvent]>([
    ['what was paid', paid()],
    ['a refund', declined({ type: 'refund.failed' })],
    ['a card that is not to be tried again', declined(reason({ hardness: 'hard' }))],
    ['a debit that may be paid already', declined(reason({ advice: 'do_not_retry' }))],
    [
      'a reason that nobody knows',
      declined(reason({ category: 'unknown', advice: 'call_customer' })),
    ],
    ['a failure without a reason', declined({ reason: undefined })],
    [
      'what the gateway tries again itself',
      declined({ nextAttemptAt: '2026-03-09T08:00:00.000Z' }),
    ],
    ['what the gateway has no call for', declined({ references: [] })],
  ])('is none for %s', (_, event) => {
    expect(retryOf(hwaro, event)).toBeUndefined();
  });

  test('is none where the gateway has no such call at all', () => {
    expect(retryOf({}, declined())).toBeUndefined();
    expect(retryOf({ recover: {} }, declined())).toBeUndefined();
  });
});
