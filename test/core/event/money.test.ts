import fc from 'fast-check';
import { ISO_EXPONENTS } from '../../../nodes/core/event/currencies';
import { formatMoney, fromDecimalText, money, toDecimal } from '../../../nodes/core/event/money';

const currencies = fc.constantFrom(...ISO_EXPONENTS.keys());
const amounts = fc.integer({ min: -(2 ** 50), max: 2 ** 50 });

describe('minor units follow ISO 4217', () => {
  test.each([
    [45000, 'krw', '45000'],
    [1200, 'JPY', '1200'],
    [4250, 'USD', '42.50'],
    [5, 'USD', '0.05'],
    [-5, 'USD', '-0.05'],
    [0, 'EUR', '0.00'],
    [12345, 'KWD', '12.345'],
    [12345, 'BHD', '12.345'],
    [500, 'HUF', '5.00'],
    [10000, 'CLF', '1.0000'],
  ])('%i of %s is %s', (minor, currency, decimal) => {
    expect(money(minor, currency)).toEqual({
      minor: minor,
      currency: currency.toUpperCase(),
      decimal,
    });
  });

  test('what is no money is undefined, never an error', () => {
    expect(money(1, 'ABC')).toBeUndefined();
    expect(money(1, '')).toBeUndefined();
    expect(money(1, undefined)).toBeUndefined();
    expect(money(undefined, 'USD')).toBeUndefined();
    expect(money(1.5, 'USD')).toBeUndefined();
    expect(money(2 ** 53, 'USD')).toBeUndefined();
    expect(money(1, 'XAU')).toBeUndefined();
    expect(toDecimal(Number.NaN, 'USD')).toBeUndefined();
  });

  test('ICU, whose digits follow cash, may only have fewer digits than ISO, and knows no currency that we do not', () => {
    const accounts = ['XDR', 'XSU', 'XUA'];
    for (const code of Intl.supportedValuesOf('currency')) {
      const icu = new Intl.NumberFormat('en', { style: 'currency', currency: code });
      const digits = icu.resolvedOptions().maximumFractionDigits ?? 0;
      if (accounts.includes(code)) continue;
      expect([code, ISO_EXPONENTS.get(code)]).not.toEqual([code, undefined]);
      expect(digits).toBeLessThanOrEqual(ISO_EXPONENTS.get(code) ?? -1);
    }
  });
});

describe('decimals from their source text', () => {
  test.each([
    ['12.30', 'USD', 1230],
    ['12.3', 'usd', 1230],
    ['12', 'USD', 1200],
    ['-0.01', 'USD', -1],
    ['-0.00', 'USD', 0],
    ['0.29', 'USD', 29], // 0.29 * 100 is 28.999999999999996
    ['45000', 'KRW', 45000],
    ['45000.00', 'KRW', 45000],
    ['1.500', 'USD', 150],
    ['1.2345', 'KWD', undefined],
    ['45000.50', 'KRW', undefined],
    ['12.305', 'USD', undefined],
    ['12,30', 'USD', undefined],
    ['1e3', 'USD', undefined],
    ['', 'USD', undefined],
    [' 1', 'USD', undefined],
    ['99999999999999999', 'USD', undefined],
    ['1', 'ABC', undefined],
  ])('%s %s', (text, currency, minor) => {
    expect(fromDecimalText(text, currency)?.minor).toBe(minor);
  });

  test('absent text or currency', () => {
    expect(fromDecimalText(undefined, 'USD')).toBeUndefined();
    expect(fromDecimalText('1', undefined)).toBeUndefined();
  });

  test('writing and reading gives every amount of every currency back', () => {
    fc.assert(
      fc.property(amounts, currencies, (minor, currency) => {
        const written = money(minor, currency);
        expect(fromDecimalText(written?.decimal, currency)).toEqual(written);
      }),
    );
  });

  test('any text is money or undefined', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, currency) => {
        const read = fromDecimalText(text, currency);
        expect(read === undefined || Number.isSafeInteger(read.minor)).toBe(true);
      }),
    );
  });
});

describe('amounts for people', () => {
  const shown = (minor: number, currency: string, locale: string) => {
    const amount = money(minor, currency);
    return amount && formatMoney(amount, locale).replace(/[\u00a0\u202f]/g, ' ');
  };

  test.each([
    [45000, 'KRW', 'ko-KR', '₩45,000'],
    [4250, 'USD', 'en-US', '$42.50'],
    [45000, 'USD', 'en', '$450.00'],
    [4250, 'EUR', 'de', '42,50 €'],
    [12345, 'KWD', 'en', 'KWD 12.345'],
    [125000, 'HUF', 'hu', '1250 Ft'],
    [125050, 'HUF', 'hu', '1250,50 Ft'],
    [45000, 'KRW', 'xx-not-a-locale-at-all', '₩45,000'],
    [45000, 'KRW', 'tlh', '₩45,000'],
  ])('%i %s in %s', (minor, currency, locale, text) => {
    expect(shown(minor, currency, locale)).toBe(text);
  });

  test('money that is not ours is shown rather than lost', () => {
    expect(formatMoney({ minor: 1, currency: 'USD', decimal: 'many' }, 'en')).toBe('USD many');
  });

  test('amounts too large for a float keep every digit', () => {
    expect(shown(9007199254740991, 'USD', 'en-US')).toBe('$90,071,992,547,409.91');
  });

  test('formats are kept, but not without bound', () => {
    const amount = { minor: 1, currency: 'KRW', decimal: '1' };
    for (let count = 0; count < 1100; count += 1) {
      expect(formatMoney(amount, `en-x-guest${count}`)).toBe('₩1');
    }
  });
});
