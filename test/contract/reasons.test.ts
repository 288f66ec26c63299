import { withMerchantAdvice } from '../../nodes/core/event/merchantAdvice';
import { UNKNOWN_REASON, type ReasonTable } from '../../nodes/core/event/reason';
import { SCHEMES } from '../../nodes/core/event/schemes';
import { ADVICE, CATEGORIES, HARDNESS } from '../../nodes/core/event/taxonomy';
import { GATEWAYS } from '../../nodes/core/gateway/registry';
import codes from '../fixtures/codes.json';

/** All tables of reasons at once, against the codes that gateways, networks and banks publish. */

const tables: readonly (readonly [name: string, table: ReasonTable])[] = [
  ...GATEWAYS.map(({ id, reasons }) => [id, reasons] as const),
  ...Object.entries(SCHEMES),
];
const rows = tables.flatMap(([name, table]) =>
  [...table.values()].map((row) => [`${name} ${row.code}`, row] as const),
);
const { mastercardAdvice, ...published } = codes;
const listOf = new Map<string, readonly string[]>(
  Object.entries(published).map(([name, list]) => [name, list.split(' ')]),
);

test('there are at least 600 reasons', () => {
  expect(rows.length).toBeGreaterThanOrEqual(600);
});

test.each(tables)('%s explains every code that is published', (name, table) => {
  // Where a gateway has several lists, a word before the code tells them apart.
  const known = new Set([...table.keys()].flatMap((code) => [code, code.replace(/^.*[.:]/, '')]));
  expect((listOf.get(name) ?? []).filter((code) => !known.has(code))).toEqual([]);
});

test('each in a line of our own, with what to do about it and where it is published', () => {
  const wrong = rows.filter(
    ([, { category, hardness, advice, meaning, source }]) =>
      !CATEGORIES.includes(category) ||
      !HARDNESS.includes(hardness) ||
      !ADVICE.includes(advice) ||
      // One plain line: a capital, no full stop, nothing of a program in it.
      !/^[^a-z\s].{14,}[^.\s]$/.test(meaning) ||
      /[a-z]_[a-z]|[\n\t]|\*\*/.test(meaning) ||
      !/^https:\/\/\S+$/.test(source),
  );
  expect(wrong).toEqual([]);
});

test('a hard decline is never to be tried again as it is, nor is a retry advised against hope', () => {
  const contradicted = rows.filter(
    ([, { hardness, advice }]) =>
      hardness === 'hard' && (advice === 'retry_now' || advice === 'retry_later'),
  );
  expect(contradicted.map(([name]) => name)).toEqual([]);
});

test('what Mastercard advises is taken, but for what says nothing of a retry', () => {
  const { category, cause } = UNKNOWN_REASON;
  const reason = { category, cause, hardness: 'soft', advice: 'call_customer' } as const;
  const silent = mastercardAdvice
    .split(' ')
    .filter((code) => withMerchantAdvice(reason, code, '2026-11-20T19:30:00.000Z') === reason);
  expect(silent).toEqual(['43']);
});

test('no list is of a table that nobody has', () => {
  const names = new Set(tables.map(([name]) => name));
  expect([...listOf.keys()].filter((name) => !names.has(name))).toEqual([]);
});
