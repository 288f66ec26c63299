import fc from 'fast-check';
import { lockNumbers, lockStatement } from '../../../nodes/core/ledger/postgresStatements';

/** Whoever takes several locks takes them in one order, so that no two wait for each other. */

const keys = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 50 });
const numbersIn = (statement: string): number[] =>
  (/\{([\d,]+)\}/.exec(statement)?.[1] ?? '').split(',').map(Number);

test('two deliveries that tell of the same cases take their locks in the same, ascending order', () => {
  const numberOf = lockNumbers('payment_failure');
  fc.assert(
    fc.property(
      keys.chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
      ),
      ([one, other]) => {
        const statement = lockStatement(one.map(numberOf));
        expect(lockStatement(other.map(numberOf))).toBe(statement);
        const numbers = numbersIn(statement);
        expect(numbers).toEqual([...new Set(one.map(numberOf))].sort((a, b) => a - b));
      },
    ),
  );
});

test('however many keys there are, a ledger needs no more than 2048 locks', () => {
  const numberOf = lockNumbers('payment_failure');
  const numbers = new Set(Array.from({ length: 20_000 }, (_, n) => numberOf(`key ${n}`)));
  expect(numbers.size).toBeLessThanOrEqual(2048);
  expect(Math.max(...numbers) - Math.min(...numbers)).toBeLessThan(2048);
});
