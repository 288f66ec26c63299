import * as fc from 'fast-check';
import { asWritten, decimalText, parseExactly } from '../../../nodes/core/event/exactJson';
import { isObject } from '../../../nodes/core/event/json';
import { fromDecimalText } from '../../../nodes/core/event/money';
import { readBody } from '../../../nodes/core/gateway/readBody';

const amountIn = (json: string): unknown => {
  const parsed = parseExactly(json);
  return isObject(parsed) ? decimalText(parsed['amount']) : undefined;
};

/** The same value with a number for each text that is one. */
const asNumbers = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    typeof inner === 'string' && /^-?\d/.test(inner) ? Number(inner) : inner,
  );

describe('decimal amounts in JSON', () => {
  test.each([
    ['8.5', '8.5'],
    ['8.50', '8.5'],
    ['0.1', '0.1'],
    ['1234567890123.45', '1234567890123.45'],
    ['-12.30', '-12.3'],
    // A double makes 42.5 of it, and a cent of what comes next.
    ['42.4999999999999999', '42.4999999999999999'],
    ['0.010000000000000001', '0.010000000000000001'],
    ['9007199254740993', '9007199254740993'],
    ['90071992547409.93', '90071992547409.93'],
  ])('%s is %s', (written, read) => {
    expect(amountIn(`{"amount":${written}}`)).toBe(read);
    expect(amountIn(`{"amount" : ${written} , "note":"0.0000000000000001"}`)).toBeDefined();
  });

  test('a long number is found wherever it stands', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.integer({ min: 16, max: 40 }), (before, digits) => {
        const written = `1.${'0'.repeat(digits - 3)}1`;
        const json = `{"note":"${'x'.repeat(before)}","amount":${written}}`;
        expect(amountIn(json)).toBe(written);
      }),
    );
  });

  test('what cannot be money is no money, rather than rounded', () => {
    expect(
      fromDecimalText(decimalText(parseExactly('42.4999999999999999')), 'USD'),
    ).toBeUndefined();
    expect(fromDecimalText(decimalText(parseExactly('1e300')), 'USD')).toBeUndefined();
  });

  test('any amount of cents comes out as it went in', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (cents) => {
        const digits = String(cents).padStart(3, '0');
        const written = `${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(fromDecimalText(decimalText(parseExactly(written)), 'USD')?.minor).toBe(cents);
      }),
    );
  });

  test('all else is read as JSON is', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(asNumbers(parseExactly(json))).toEqual(asNumbers(JSON.parse(json)));
      }),
    );
    for (const broken of ['', '{', '00000000000000000', '[0.0000000000000000001']) {
      expect(() => parseExactly(broken)).toThrow(SyntaxError);
    }
  });

  test('where nobody says how a number was written, it is the number', () => {
    expect(asWritten(12.5, undefined)).toBe(12.5);
    expect(asWritten(12.5, '12.50')).toBe('12.50');
    expect(asWritten('12.50', '"12.50"')).toBe('12.50');
  });

  test('a gateway says so of its deliveries', () => {
    const bytes = Buffer.from('\uFEFF{"amount":42.4999999999999999}');
    expect(readBody(bytes, 'decimals')).toEqual({ amount: '42.4999999999999999' });
    expect(readBody(bytes)).toEqual({ amount: 42.5 });
    expect(readBody(Buffer.from('{"amount":'), 'decimals')).toBeUndefined();
  });

  test('what is neither number nor text is no amount', () => {
    for (const value of [null, undefined, true, {}, [], '']) {
      expect(decimalText(value)).toBeUndefined();
    }
  });
});
