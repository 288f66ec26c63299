import { adyen } from '../../nodes/Adyen/adyen.adapter';
import type { JsonObject } from '../../nodes/core/event/json';
import { networkCodes } from '../../nodes/core/event/networkCodes';
import type { Reason } from '../../nodes/core/event/paymentEvent';
import { lookUpReason } from '../../nodes/core/library';
import { deliveryOf, refused } from '../fixtures/adyen';
import { REFUSALS } from '../fixtures/adyen/refusals';

function reasonOf(reason: unknown, additional: JsonObject = {}): Reason | undefined {
  const item = refused({ reason: typeof reason === 'string' ? reason : null }, additional);
  const [raw] = adyen.split(deliveryOf(item), '2026-11-20T11:14:35.000Z')?.events ?? [];
  return raw && adyen.normalize(raw, {}, { account: 'bbq' })?.reason;
}

describe('every published refusal', () => {
  test.each(REFUSALS)('%s, %s, is known by number and by name', (code, name) => {
    const row = adyen.reasons.get(code);
    expect(row?.category).not.toBe('unknown');
    for (const said of [name, name.toUpperCase(), ` ${name.replace(/ /g, '  ')} `]) {
      expect(reasonOf(said)).toMatchObject({ code, category: row?.category, advice: row?.advice });
    }
    expect(lookUpReason('adyen', code)).toMatchObject({ code, meaning: row?.meaning });
  });

  test('and no number that is not published', () => {
    const numbers = [...adyen.reasons.keys()].filter((code) => /^\d/.test(code));
    expect(numbers).toEqual(REFUSALS.map(([code]) => code));
  });

  test.each([...adyen.reasons.values()])('$code is explained in a plain line', (row) => {
    expect(row.source).toMatch(/^https:\/\/docs\.adyen\.com\//);
    expect(row.meaning).toMatch(/^[A-Z].{15,}[^.]$/);
  });

  test('that hints at a thief tells the guest no more than a decline', () => {
    for (const code of ['5', '14', '20', '22', '31']) {
      expect(adyen.reasons.get(code)).toMatchObject({ hardness: 'hard', advice: 'do_not_retry' });
      expect(adyen.reasons.get(code)?.meaning).toContain(
        'tell the guest only that it was declined',
      );
    }
  });
});

describe('which of the things said decides', () => {
  test.each([
    ['05 : Do not honor', '05'],
    ['51: Insufficient funds', '51'],
    ['1A : Additional customer authentication required', '1A'],
    ['N7', 'N7'],
    [' 91 ', '91'],
  ])('the network’s answer %j is code %s, and decides where Adyen’s says nothing', (raw, code) => {
    const row = networkCodes.get(code);
    expect(reasonOf('Refused', { refusalReasonRaw: raw })).toMatchObject({
      code: '2',
      networkCode: code,
      category: row?.category,
      hardness: row?.hardness,
      advice: row?.advice,
    });
  });

  test('Adyen’s name before the network’s, where it is precise', () => {
    expect(reasonOf('CVC Declined', { refusalReasonRaw: '05 : Do not honor' })).toMatchObject({
      code: '24',
      networkCode: '05',
      category: 'incorrect_details',
    });
  });

  test('the acquirer’s code where there is no raw answer', () => {
    expect(reasonOf('Refused', { acquirerResponseCode: '54' })).toMatchObject({
      networkCode: '54',
      category: 'expired_instrument',
    });
  });

  test.each([['AUTHORISED'], ['N/A'], ['DECLINED Expired Card'], [''], [7], [null]])(
    'and %j is no network’s code',
    (raw) => {
      expect(reasonOf('Refused', { refusalReasonRaw: raw })).toMatchObject({
        code: '2',
        category: 'issuer_declined',
      });
      expect(reasonOf('Refused', { refusalReasonRaw: raw })?.networkCode).toBeUndefined();
    },
  );

  test('a code that no table has is passed on and explains nothing', () => {
    expect(reasonOf('Refused', { refusalReasonRaw: '100 : Deny' })).toMatchObject({
      networkCode: '100',
      category: 'issuer_declined',
    });
    expect(reasonOf('Made up at Adyen', { refusalReasonRaw: '100 : Deny' })).toMatchObject({
      code: 'Made up at Adyen',
      category: 'unknown',
    });
  });

  test('a name nobody published is unknown, but for what the network says', () => {
    expect(reasonOf('Made up at Adyen')).toMatchObject({
      code: 'Made up at Adyen',
      message: 'Made up at Adyen',
      category: 'unknown',
      advice: 'call_customer',
    });
    expect(reasonOf('Made up', { refusalReasonRaw: '51 : No money' })).toMatchObject({
      code: 'Made up',
      category: 'insufficient_funds',
    });
    expect(reasonOf('constructor')).toMatchObject({ category: 'unknown' });
    expect(reasonOf(undefined)).toMatchObject({ category: 'unknown' });
  });

  test('Mastercard’s advice before all, but never to make a theft milder', () => {
    const advised = (reason: string, merchantAdviceCode: string) =>
      reasonOf(reason, { merchantAdviceCode });
    expect(advised('Refused', '03 : Do not try again')).toMatchObject({ advice: 'do_not_retry' });
    expect(advised('Refused', '01 : New account information available')).toMatchObject({
      advice: 'update_details',
    });
    expect(advised('Not enough balance', '24')).toMatchObject({
      category: 'insufficient_funds',
      advice: 'retry_later',
      retryAfter: '2026-11-20T12:14:33.000Z',
    });
    expect(advised('Blocked Card', '02 : Try again later')).toMatchObject({
      advice: 'do_not_retry',
    });
  });

  test('what Adyen tries again itself, nobody else is told to try', () => {
    const broke = { refusalReasonRaw: '51 : No money', merchantAdviceCode: '24' };
    expect(reasonOf('Refused', { ...broke, 'retry.rescueScheduled': 'true' })).toMatchObject({
      category: 'insufficient_funds',
      advice: 'call_customer',
      retryAfter: undefined,
    });
    expect(reasonOf('Refused', { ...broke, 'retry.rescueScheduled': 'false' })).toMatchObject({
      advice: 'retry_later',
    });
    // A theft stays one.
    expect(reasonOf('Blocked Card', { 'retry.rescueScheduled': 'true' })).toMatchObject({
      advice: 'do_not_retry',
    });
  });
});
