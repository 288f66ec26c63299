import type { Json, JsonObject } from '../../nodes/core/event/json';
import { networkCodes } from '../../nodes/core/event/networkCodes';
import { reasonFor } from '../../nodes/core/event/reason';
import { reasonOfDispute, reasonOfPayment } from '../../nodes/Square/failure';
import { reasons } from '../../nodes/Square/reasons';
import published from '../fixtures/codes.json';
import { payment } from '../fixtures/square';

const codes = published.square.split(' ');

/** https://developer.squareup.com/reference/square/enums/DisputeReason */
const DISPUTES =
  'AMOUNT_DIFFERS CANCELLED DUPLICATE NO_KNOWLEDGE NOT_AS_DESCRIBED NOT_RECEIVED PAID_BY_OTHER_MEANS CUSTOMER_REQUESTS_CREDIT EMV_LIABILITY_SHIFT';

describe('every published code has a line of its own', () => {
  test('for payments and refunds, for disputes, and no code beside them', () => {
    const published = [...codes, ...DISPUTES.split(' ').map((reason) => `dispute.${reason}`)];
    expect([...reasons.keys()].toSorted()).toEqual(published.toSorted());
    expect(codes).toHaveLength(78);
  });

  test.each([...reasons.values()])('$code', (row) => {
    expect(row.source).toMatch(/^https:\/\/developer\.squareup\.com\//);
    // One plain line: no full stop, no code in it.
    expect(row.meaning).toMatch(/^[A-Z].{15,}[^.]$/);
    expect(row.meaning).not.toMatch(/[A-Z]_[A-Z]/);
    expect(row.category).not.toBe('unknown');
  });

  test('what people must not be told: a blocked PIN is no lack of money', () => {
    expect(reasons.get('ALLOWABLE_PIN_TRIES_EXCEEDED')?.category).not.toBe('limit_exceeded');
  });

  test('a payment link that ran out is no expired card: the guest is not sent to look for another', () => {
    expect(reasonFor(reasons, 'CHECKOUT_EXPIRED')).toEqual({
      ...reasonFor(reasons, 'DELAYED_TRANSACTION_EXPIRED'),
      code: 'CHECKOUT_EXPIRED',
    });
    expect(reasonFor(reasons, 'CHECKOUT_EXPIRED')).toMatchObject({
      category: 'canceled',
      cause: 'unknown',
      advice: 'call_customer',
    });
  });

  test('the guest is not blamed for what is wrong at the restaurant', () => {
    for (const code of ['INSUFFICIENT_PERMISSIONS', 'INVALID_LOCATION', 'PAYMENT_LIMIT_EXCEEDED']) {
      expect(reasons.get(code)).toMatchObject({
        category: 'configuration',
        advice: 'fix_configuration',
      });
    }
  });
});

const withErrors = (errors: readonly Json[], details: JsonObject = {}) =>
  reasonOfPayment(payment({ card_details: { status: 'FAILED', errors, ...details } }));

describe('which of the things said decides', () => {
  test('the error that tells more, whatever stands first', () => {
    expect(
      withErrors([
        { code: 'GENERIC_DECLINE', detail: 'Declined.' },
        { code: 'CARD_EXPIRED', detail: 'Expired.' },
      ]),
    ).toMatchObject({ code: 'CARD_EXPIRED', category: 'expired_instrument', message: 'Expired.' });
    expect(withErrors([{ code: 'BRAND_NEW' }, { code: 'GENERIC_DECLINE' }])).toMatchObject({
      code: 'GENERIC_DECLINE',
      category: 'issuer_declined',
    });
  });

  test('a code nobody published is unknown, never a guess', () => {
    for (const code of ['BRAND_NEW', '__proto__', 'constructor']) {
      expect(withErrors([{ code }])).toMatchObject({ code, category: 'unknown', cause: 'unknown' });
    }
    expect(withErrors([])).toMatchObject({ code: undefined, category: 'unknown' });
    expect(withErrors([7, {}])).toMatchObject({ code: undefined, category: 'unknown' });
  });

  test('the network’s code helps where Square’s own is not known', () => {
    expect(networkCodes.has('51')).toBe(true);
    expect(withErrors([{ code: 'BRAND_NEW' }], { auth_result_code: '51' })).toMatchObject({
      code: 'BRAND_NEW',
      networkCode: '51',
      category: 'insufficient_funds',
    });
    expect(withErrors([{ code: 'CARD_EXPIRED' }], { auth_result_code: '51' })).toMatchObject({
      networkCode: '51',
      category: 'expired_instrument',
    });
    // As approvals have it.
    expect(withErrors([], { auth_result_code: '68aLBM' }).networkCode).toBeUndefined();
  });

  test('the token that asks a phone for the PIN does not get out, nor a card number', () => {
    const asked = withErrors([
      { code: 'APPLE_TTP_PIN_TOKEN', detail: 'pinTokenNobodyMaySee' },
      {
        code: 'CARD_DECLINED_VERIFICATION_REQUIRED',
        detail: 'Card 4242 4242 4242 4242: PIN needed',
      },
    ]);
    expect(asked).toMatchObject({ category: 'authentication_required', advice: 'authenticate' });
    expect(asked.message).toBe('Card **** **** **** 4242: PIN needed');
    expect(
      withErrors([{ code: 'APPLE_TTP_PIN_TOKEN', detail: 'pinToken' }]).message,
    ).toBeUndefined();
  });

  test('disputes have words of their own', () => {
    expect(reasonOfDispute('DUPLICATE')).toMatchObject({ code: 'DUPLICATE', category: 'disputed' });
    expect(reasonOfDispute('BRAND_NEW')).toMatchObject({ code: 'BRAND_NEW', category: 'unknown' });
    expect(reasonOfDispute(undefined)).toMatchObject({ code: undefined, category: 'unknown' });
  });
});
