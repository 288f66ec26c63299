import fc from 'fast-check';
import { ISO_EXPONENTS } from '../../../nodes/core/event/currencies';
import {
  formatMoney,
  fromDecimalText,
  fromDoubleText,
  money,
  toDecimal,
} from '../../../nodes/core/event/money';

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
        for (const read of [fromDecimalText(text, currency), fromDoubleText(text, currency)]) {
          expect(read === undefined || Number.isSafeInteger(read.minor)).toBe(true);
        }
      }),
    );
  });
});

describe('decimals that a gateway keeps as doubles', () => {
  test.each([
    ['186.39999999999998', 'USD', 18640],
    ['186.40000000000003', 'USD', 18640],
    ['-186.39999999999998', 'USD', -18640],
    ['0.30000000000000004', 'USD', 30],
    ['0.9999999999999999', 'USD', 100],
    ['9.99999999999999', 'USD', 1000], // fifteen digits
    ['9.9999999999999', 'USD', undefined],
    ['44999.999999999', 'KRW', undefined],
    ['44999.999999999993', 'KRW', 45000],
    ['12.344999999999999', 'KWD', 12345],
    ['2.842170943040401e-14', 'USD', 0],
    ['-2.842170943040401E-14', 'USD', 0],
    ['2.842170943040401e-9999', 'USD', undefined],
    ['1e-7', 'USD', undefined],
    ['2.842170943040401e-0', 'USD', undefined],
    ['12.345', 'USD', undefined],
    ['12.345000000000001', 'USD', undefined],
    ['186.399999998999999', 'USD', undefined],
    ['186.400000001', 'USD', undefined],
    ['123456789012345.678', 'USD', undefined],
    ['99999999999999.9999999999', 'USD', undefined], // more than a whole number of cents that is safe
    ['186.40', 'USD', 18640],
    ['186.39999999999998', 'ABC', undefined],
    [undefined, 'USD', undefined],
    ['186.39999999999998', undefined, undefined],
  ])('%s %s', (text, currency, minor) => {
    expect(fromDoubleText(text, currency)?.minor).toBe(minor);
  });

  test('the sum of a bill is what its dishes come to, however a float adds them up', () => {
    const cents = fc.array(fc.integer({ min: -20_000, max: 500_000 }), { maxLength: 20 });
    fc.assert(
      fc.property(cents, fc.constantFrom('USD', 'EUR', 'CAD'), (dishes, currency) => {
        const float = dishes.reduce((sum, one) => sum + one / 100, 0);
        const exact = dishes.reduce((sum, one) => sum + one, 0);
        expect(fromDoubleText(String(float), currency)).toEqual(money(exact, currency));
      }),
      { numRuns: 1_000 },
    );
  });

  test('nothing is rounded by more than a billionth, and what is exact is read as ever', () => {
    const digits = fc.constantFrom('0', '9', '1', '5');
    const tails = fc.string({ unit: digits, maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), tails, currencies, (whole, tail, currency) => {
        const text = tail === '' ? String(whole) : `${whole}.${tail}`;
        const [double, decimal] = [fromDoubleText(text, currency), fromDecimalText(text, currency)];
        if (decimal) expect(double).toEqual(decimal);
        if (!double) return;
        const distance = scaled(text) - scaled(double.decimal);
        expect(distance <= BILLIONTH && distance >= -BILLIONTH).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  /** Times 10^20, exactly. */
  const scaled = (text: string): bigint => {
    const [whole = '', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(20, '0'));
  };
  const BILLIONTH = 10n ** 11n;
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
