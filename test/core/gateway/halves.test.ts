import fc from 'fast-check';
import { halves } from '../../../nodes/core/gateway/halves';

const instants = fc.integer({ min: 0, max: 4e12 });

test('a span is cut in two that meet, until nothing is left to cut', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 2, max: 1e10 }), (from, length) => {
      const [first, second, ...others] = halves([from, from + length]);
      expect(others).toEqual([]);
      expect([first?.[0], second?.[1]]).toEqual([from, from + length]);
      expect(first?.[1]).toBe(second?.[0]);
      expect(first?.[1]).toBeGreaterThan(from);
      expect(second?.[1]).toBeGreaterThan(second?.[0] ?? Infinity);
    }),
  );
});

test.each([0, 1, -5, Number.NaN])('a span of %d milliseconds is not cut', (length) => {
  expect(halves([1_000, 1_000 + length])).toEqual([]);
});
