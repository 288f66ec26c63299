import type { JsonObject } from '../../nodes/core/event/json';
import { evidenceOf } from '../../nodes/Clover/evidence';
import { reasonOf } from '../../nodes/Clover/failure';
import { fateOf } from '../../nodes/Clover/fate';
import { reasons } from '../../nodes/Clover/reasons';
import { ERROR_CODES, RESULTS, VOID_REASONS } from '../fixtures/clover/codes';
import { charge, updated } from '../fixtures/clover';

describe('every published code has a line of its own', () => {
  test('for payments on the web', () => {
    expect(ERROR_CODES).toHaveLength(24);
    for (const code of ERROR_CODES) expect(reasons.has(code)).toBe(true);
  });

  test('and at the till, for those that it took back because they did not work out', () => {
    const wanted = [...reasons.keys()].filter((code) => !ERROR_CODES.includes(code));
    for (const code of wanted) expect(VOID_REASONS).toContain(code);
    // What staff or guest wanted is no failure; nor is a tab whose guest took another card.
    expect(VOID_REASONS.filter((code) => !reasons.has(code))).toEqual([
      'USER_CANCEL',
      'AUTH_CLOSED_NEW_CARD',
      'REJECT_DUPLICATE',
      'USER_GIFTCARD_LOAD_CANCEL',
      'USER_CUSTOMER_CANCEL',
    ]);
  });

  test.each([...reasons.values()])('$code', (row) => {
    expect(row.source).toMatch(/^https:\/\/(?:docs\.clover\.com|github\.com\/clover)\//);
    // One plain line: no full stop, no code in it.
    expect(row.meaning).toMatch(/^[A-Z].{15,}[^.]$/);
    expect(row.meaning).not.toMatch(/[a-z]_[a-z]/i);
    expect(row.category).not.toBe('unknown');
  });
});

test.each(RESULTS)('a payment whose result is %s', (result) => {
  const told: Record<string, string> = {
    SUCCESS: 'payment.succeeded',
    AUTH_COMPLETED: 'payment.succeeded',
    FAIL: 'payment.failed',
    VOIDED: 'payment.canceled',
    VOID_FAILED: 'refund.failed',
    INITIATED: 'payment.pending',
    AUTH: 'payment.pending',
    OFFLINE_RETRYING: 'payment.pending',
    PENDING: 'payment.pending',
  };
  expect(fateOf({ result })?.type).toBe(told[result]);
});

test('a payment that the till lost in the middle failed; one that staff took back was theirs to take back', () => {
  expect(fateOf({ result: 'VOIDED', voidReason: 'TRANSPORT_ERROR' })).toEqual({
    type: 'payment.failed',
    code: 'TRANSPORT_ERROR',
  });
  expect(fateOf({ result: 'VOIDED', voidReason: 'USER_CANCEL' })).toEqual({
    type: 'payment.canceled',
  });
  for (const result of ['BRAND_NEW', 'constructor', '', 7, null]) {
    expect(fateOf({ result })).toBeUndefined();
  }
});

describe('which of the things said decides', () => {
  const reason = (told: JsonObject, otherwise?: string) =>
    reasonOf(evidenceOf(updated(), { charge: told }), otherwise);

  test('the code that is published and tells most', () => {
    expect(reason(charge())).toMatchObject({
      code: 'expired_card',
      category: 'expired_instrument',
      hardness: 'hard',
    });
    expect(
      reason({ failure_code: 'card_declined', outcome: { reason: 'invalid_cvc' } }),
    ).toMatchObject({ code: 'invalid_cvc' });
    expect(reason({ failure_code: 'card_declined', decline_code: 'brand_new' })).toMatchObject({
      code: 'card_declined',
      category: 'issuer_declined',
    });
  });

  test('a code nobody published is unknown, never a guess', () => {
    for (const failure_code of ['brand_new', '__proto__', 'constructor']) {
      expect(reason({ failure_code })).toMatchObject({ code: failure_code, category: 'unknown' });
    }
    expect(reason({}, 'FAIL')).toMatchObject({ code: 'FAIL', category: 'unknown' });
    expect(reason({})).toMatchObject({ code: undefined, category: 'unknown', cause: 'unknown' });
  });

  test('no card number gets out with Clover’s words', () => {
    expect(reason(charge()).message).toBe('The card **** **** **** 4242 has expired.');
  });
});
