import fc from 'fast-check';
import { retryAdvice, type DeclinedTry } from '../../../nodes/core/recovery/retryCaps';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const EVENING = Date.parse('2026-11-20T19:00:00.000Z');
const iso = (at: number): string => new Date(at).toISOString();
const tries = (count: number, every: number, from = EVENING): DeclinedTry[] =>
  Array.from({ length: count }, (_, i) => ({ at: iso(from + i * every), networkCode: '51' }));

describe('at a till in Harbor', () => {
  test('a Visa card that was declined for lack of money may be tried again at once', () => {
    expect(retryAdvice('visa', tries(1, 0), iso(EVENING + HOUR))).toEqual({
      retryAt: iso(EVENING + HOUR),
    });
  });

  test.each('04 07 12 14 15 41 43 46 57 83 R0 R1 R3'.split(' '))(
    'no Visa card is tried again after %s, whatever came later',
    (networkCode) => {
      const history = [
        ...tries(1, 0),
        { at: iso(EVENING + HOUR), networkCode },
        ...tries(1, 0, EVENING + DAY),
      ];
      expect(retryAdvice('Visa', history, iso(EVENING + 400 * DAY))).toEqual({
        never: 'network_code',
      });
      expect(
        retryAdvice(
          'visa',
          [{ at: iso(EVENING), networkCode: networkCode.toLowerCase() }],
          iso(EVENING),
        ),
      ).toEqual({ never: 'network_code' });
    },
  );

  test.each(['03', '21'])('no Mastercard is tried again after advice code %s', (adviceCode) => {
    const history = [{ at: iso(EVENING), networkCode: '05', adviceCode }];
    expect(retryAdvice('mastercard', history, iso(EVENING + 90 * DAY))).toEqual({
      never: 'advice_code',
    });
    expect(
      retryAdvice(
        'MasterCard',
        [{ ...history[0], at: iso(EVENING), adviceCode: '02' }],
        iso(EVENING),
      ),
    ).toHaveProperty('retryAt');
  });

  test('the twentieth retry of a Visa card is the last in thirty days', () => {
    const asked = iso(EVENING + 25 * DAY);
    expect(retryAdvice('visa', tries(20, DAY), asked)).toEqual({ retryAt: asked });
    // The first was no retry; the second leaves the window first.
    expect(retryAdvice('visa', tries(21, DAY), asked)).toEqual({
      retryAt: iso(EVENING + DAY + 30 * DAY + 1),
    });
  });

  test('an eleventh decline of a Mastercard waits for the next day, a thirty-sixth for the next month', () => {
    expect(retryAdvice('mastercard', tries(10, HOUR), iso(EVENING + 10 * HOUR))).toEqual({
      retryAt: iso(EVENING + DAY + 1),
    });
    expect(retryAdvice('mastercard', tries(35, 12 * HOUR), iso(EVENING + 18 * DAY))).toEqual({
      retryAt: iso(EVENING + 30 * DAY + 1),
    });
  });

  test.each([undefined, '', 'amex', 'unionpay'])(
    'a card of %p keeps what every network asks for',
    (brand) => {
      expect(
        retryAdvice(brand, [{ at: iso(EVENING), networkCode: '41' }], iso(EVENING)),
      ).toHaveProperty('never');
      expect(
        retryAdvice(brand, [{ at: iso(EVENING), adviceCode: '21' }], iso(EVENING)),
      ).toHaveProperty('never');
      expect(retryAdvice(brand, tries(10, HOUR), iso(EVENING + 10 * HOUR))).toEqual({
        retryAt: iso(EVENING + DAY + 1),
      });
      expect(retryAdvice(brand, [], iso(EVENING))).toEqual({ retryAt: iso(EVENING) });
    },
  );

  test('a try at a time that nobody can read counts as one of now', () => {
    const odd = Array.from({ length: 10 }, () => ({ at: 'yesterday evening' }));
    expect(retryAdvice('mastercard', odd, iso(EVENING))).toEqual({
      retryAt: iso(EVENING + DAY + 1),
    });
  });
});

describe('no history of tries ever gets advice that breaks a cap', () => {
  const code = fc.constantFrom(undefined, '05', '51', '65', '91', '1A', '04', '41', 'R1', 'r0');
  const advice = fc.constantFrom(undefined, '01', '02', '24', '30', '03', '21');
  const history = (span: number) =>
    fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: span }).map((ms) => iso(EVENING + ms)),
        networkCode: code,
        adviceCode: advice,
      }),
      { maxLength: 60 },
    );
  const soft = (span: number) =>
    history(span).map((all) =>
      all.map(({ at }): DeclinedTry => ({ at, networkCode: '51', adviceCode: '02' })),
    );
  const histories = fc.oneof(history(60 * DAY), soft(2 * DAY), soft(10 * DAY), soft(60 * DAY));
  const brands = fc.constantFrom('visa', 'VISA', 'mastercard', 'Master Card', 'jcb', undefined);
  const asked = fc.integer({ min: -DAY, max: 90 * DAY }).map((ms) => iso(EVENING + ms));

  /** Written from the networks' rules alone: how many of these times lie in the window that ends at the last. */
  const inWindow = (times: readonly number[], at: number, window: number): number =>
    times.filter((one) => one >= at - window && one <= at).length;
  const isVisa = (brand?: string) => !/^master/i.test(brand ?? '');
  const isMastercard = (brand?: string) => !/^visa/i.test(brand ?? '');

  function breaks(brand: string | undefined, all: readonly DeclinedTry[], at: number): boolean {
    const before = all.map((one) => Date.parse(one.at)).toSorted((a, b) => a - b);
    const with_ = [...before, at];
    const visa = isVisa(brand) && before.length > 0 && inWindow(with_.slice(1), at, 30 * DAY) > 20;
    const mastercard =
      isMastercard(brand) && (inWindow(with_, at, DAY) > 10 || inWindow(with_, at, 30 * DAY) > 35);
    return visa || mastercard;
  }
  const isFinal = (brand: string | undefined, { networkCode, adviceCode }: DeclinedTry): boolean =>
    (isVisa(brand) && /^(04|41|R0|R1)$/i.test(networkCode ?? '')) ||
    (isMastercard(brand) && /^(03|21)$/.test(adviceCode ?? ''));

  test('a retry at the advised instant breaks none, and follows no final word', () => {
    fc.assert(
      fc.property(brands, histories, asked, (brand, all, wanted) => {
        const advised = retryAdvice(brand, all, wanted);
        expect('never' in advised).toBe(all.some((one) => isFinal(brand, one)));
        if ('never' in advised) return;
        const at = Date.parse(advised.retryAt);
        expect(at).toBeGreaterThanOrEqual(Date.parse(wanted));
        for (const one of all) expect(at).toBeGreaterThanOrEqual(Date.parse(one.at));
        expect(breaks(brand, all, at)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test('nobody waits longer than the caps ask for', () => {
    fc.assert(
      fc.property(brands, histories, asked, (brand, all, wanted) => {
        const advised = retryAdvice(brand, all, wanted);
        if ('never' in advised) return;
        const at = Date.parse(advised.retryAt);
        const last = Math.max(Date.parse(wanted), ...all.map((one) => Date.parse(one.at)));
        if (at > last) expect(breaks(brand, all, at - 1)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('somebody who follows it for a whole quarter never breaks one', () => {
    fc.assert(
      fc.property(brands, fc.integer({ min: 1, max: 10 * HOUR }), (brand, patience) => {
        const all: DeclinedTry[] = [{ at: iso(EVENING), networkCode: '51' }];
        let now = EVENING;
        while (now < EVENING + 90 * DAY && all.length < 150) {
          const advised = retryAdvice(brand, all, iso(now + patience));
          if ('never' in advised) throw new Error('A soft decline is no final word');
          now = Date.parse(advised.retryAt);
          expect(breaks(brand, all, now)).toBe(false);
          all.push({ at: iso(now), networkCode: '51' });
        }
      }),
      { numRuns: 50 },
    );
  });

  test('nor does the order in which the tries were heard of matter', () => {
    fc.assert(
      fc.property(brands, histories, asked, (brand, all, wanted) => {
        expect(retryAdvice(brand, all.toReversed(), wanted)).toEqual(
          retryAdvice(brand, all, wanted),
        );
      }),
    );
  });
});
